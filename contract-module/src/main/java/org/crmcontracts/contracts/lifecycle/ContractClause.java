package org.crmcontracts.contracts.lifecycle;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.UUID;
import org.crmcontracts.contracts.library.Clause;
import org.jspecify.annotations.Nullable;

/** A clause in its place in one contract. */
@Entity
@Table(name = "contract_clause")
class ContractClause {
    @Id
    @Column(name = "id")
    private UUID id;

    @ManyToOne
    @JoinColumn(name = "contract_id")
    private Contract contract;

    @Column(name = "position")
    private int position;

    @Column(name = "depth")
    private int depth;

    @Column(name = "heading")
    private @Nullable String heading;

    @Column(name = "text")
    private String text;

    protected ContractClause() {}

    ContractClause(UUID id, Contract contract, int position, Clause clause) {
        this.id = id;
        this.contract = contract;
        this.position = position;
        this.depth = clause.depth();
        this.heading = clause.heading();
        this.text = clause.text();
    }

    int position() {
        return position;
    }

    Clause clause() {
        return new Clause(depth, heading, text);
    }
}
