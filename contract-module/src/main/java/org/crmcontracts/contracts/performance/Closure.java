package org.crmcontracts.contracts.performance;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.contracts.terms.InstantColumn;

/** How a contract went, said once at its end (结案评价). */
@Entity
@Table(name = "closure")
public class Closure {
    @Id
    @Column(name = "contract_id")
    private UUID contractId;

    @Column(name = "score")
    private int score;

    @Column(name = "summary")
    private String summary;

    @Column(name = "closed_by")
    private String closedBy;

    @Convert(converter = InstantColumn.class)
    @Column(name = "closed_at")
    private Instant closedAt;

    protected Closure() {}

    Closure(UUID contractId, int score, String summary, Person by, Instant now) {
        this.contractId = contractId;
        this.score = score;
        this.summary = summary;
        this.closedBy = by.name();
        this.closedAt = now;
    }

    int score() {
        return score;
    }

    String summary() {
        return summary;
    }

    String closedBy() {
        return closedBy;
    }

    Instant closedAt() {
        return closedAt;
    }
}
