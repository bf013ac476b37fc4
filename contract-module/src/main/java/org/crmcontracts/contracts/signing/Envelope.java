package org.crmcontracts.contracts.signing;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.contracts.terms.ContentHash;
import org.crmcontracts.contracts.terms.InstantColumn;
import org.crmcontracts.contracts.terms.UuidColumn;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** One attempt to get approved content signed on paper (签署任务): sent, then completed or voided. */
@Entity
@Table(name = "envelope")
public class Envelope {
    /** Where the paper is. */
    public enum State {
        SENT,
        COMPLETED,
        VOIDED
    }

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "contract_id")
    private UUID contractId;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private State state;

    @Column(name = "content_hash")
    private String contentHash;

    @Column(name = "opened_by")
    private String openedBy;

    @Convert(converter = InstantColumn.class)
    @Column(name = "opened_at")
    private Instant openedAt;

    @Convert(converter = UuidColumn.class)
    @Column(name = "document_id")
    private @Nullable UUID documentId;

    @Column(name = "effective_on")
    private @Nullable LocalDate effectiveOn;

    @ElementCollection
    @CollectionTable(name = "signatory", joinColumns = @JoinColumn(name = "envelope_id"))
    @OrderColumn(name = "position")
    private List<Signatory> signatories = new ArrayList<>();

    protected Envelope() {}

    Envelope(UUID id, UUID contractId, ContentHash approved, Person opener, Instant now) {
        this.id = id;
        this.contractId = contractId;
        this.state = State.SENT;
        this.contentHash = approved.hex();
        this.openedBy = opener.name();
        this.openedAt = now;
    }

    /** {@code ENVELOPE_NOT_OPEN} if it was completed or voided before. */
    void complete(UUID scan, List<Signatory> signed, LocalDate effective) {
        requireSent();
        state = State.COMPLETED;
        documentId = scan;
        effectiveOn = effective;
        signatories.addAll(signed);
    }

    /** {@code ENVELOPE_NOT_OPEN} if it was completed or voided before. */
    void annul() {
        requireSent();
        state = State.VOIDED;
    }

    private void requireSent() {
        if (state != State.SENT) {
            throw new Problem(SigningProblem.ENVELOPE_NOT_OPEN);
        }
    }

    public UUID id() {
        return id;
    }

    public UUID contractId() {
        return contractId;
    }

    public State state() {
        return state;
    }

    public String contentHash() {
        return contentHash;
    }

    public String openedBy() {
        return openedBy;
    }

    public Instant openedAt() {
        return openedAt;
    }

    public @Nullable UUID documentId() {
        return documentId;
    }

    public @Nullable LocalDate effectiveOn() {
        return effectiveOn;
    }

    public List<Signatory> signatories() {
        return List.copyOf(signatories);
    }
}
