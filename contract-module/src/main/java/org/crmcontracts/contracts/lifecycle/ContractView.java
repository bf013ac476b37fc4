package org.crmcontracts.contracts.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.contracts.library.NumberedClause;
import org.crmcontracts.contracts.terms.MoneyText;
import org.jspecify.annotations.Nullable;

/**
 * A contract on the wire, with what every room has to say about it.
 *
 * @param masked the fields that the reader does not see: {@code amount} stands for every sum, and for the hash of the
 *     content, from which one could try out sums
 */
public record ContractView(
        UUID id,
        long version,
        String number,
        String title,
        String type,
        LifecycleState state,
        String ourParty,
        Party counterparty,
        @Nullable MoneyText amount,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        String ownerId,
        String ownerName,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String contentHash,
        List<NumberedClause> clauses,
        List<Payment> payments,
        List<Document> documents,
        @Nullable Approval approval,
        @Nullable Signing signing,
        @Nullable Closure closure,
        @Nullable Archive archive,
        List<String> actions,
        NextStep nextStep,
        List<String> masked) {

    /** Answers that were kept before there were masks have none. */
    public ContractView {
        masked = masked == null ? List.of() : List.copyOf(masked);
    }

    /** Leaves out what a reader is not to see, and what it could be worked out from. */
    ContractView without(List<String> fields) {
        if (fields.isEmpty()) {
            return this;
        }
        boolean amountShown = !fields.contains(ContractAction.AMOUNT);
        List<Payment> paid = fields.contains(ContractAction.PAYMENTS) ? List.of() : payments;
        return new ContractView(
                id,
                version,
                number,
                title,
                type,
                state,
                ourParty,
                counterparty,
                amountShown ? amount : null,
                startsOn,
                endsOn,
                ownerId,
                ownerName,
                createdAt,
                updatedAt,
                amountShown ? contentHash : null,
                clauses,
                amountShown ? paid : paid.stream().map(Payment::withoutAmounts).toList(),
                documents,
                amountShown || approval == null ? approval : approval.withoutHash(),
                amountShown || signing == null ? signing : signing.withoutHash(),
                closure,
                archive,
                actions,
                nextStep,
                fields);
    }

    /** The counterparty as the contract names it. */
    public record Party(UUID id, String name, @Nullable String registrationNumber, @Nullable String address) {}

    /** An instalment and what was received for it. */
    public record Payment(
            UUID id,
            String name,
            @Nullable String percentage,
            @Nullable MoneyText amount,
            @Nullable LocalDate dueOn,
            PaymentMethod method,
            @Nullable MoneyText received,
            String status) {
        Payment withoutAmounts() {
            return new Payment(id, name, percentage, null, dueOn, method, null, status);
        }
    }

    /** A file kept with the contract. */
    public record Document(
            UUID id,
            String name,
            String kind,
            String contentType,
            long sizeBytes,
            String sha256,
            Instant uploadedAt,
            String uploadedBy) {}

    /** The latest round of approval. */
    public record Approval(
            int round,
            String state,
            @Nullable String contentHash,
            String submittedBy,
            Instant submittedAt,
            @Nullable Instant decidedAt,
            List<Task> tasks) {
        Approval withoutHash() {
            return new Approval(round, state, null, submittedBy, submittedAt, decidedAt, tasks);
        }
    }

    /** One lane's part in a round. */
    public record Task(
            UUID id,
            long version,
            String lane,
            String state,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String comment) {}

    /** The latest envelope. */
    public record Signing(
            String state,
            @Nullable String contentHash,
            Instant openedAt,
            List<Signatory> signatories,
            @Nullable UUID documentId,
            @Nullable LocalDate effectiveOn) {
        Signing withoutHash() {
            return new Signing(state, null, openedAt, signatories, documentId, effectiveOn);
        }
    }

    /** A person who signed. */
    public record Signatory(String side, String name, @Nullable String title, LocalDate signedOn) {}

    /** How the contract went. */
    public record Closure(int score, String summary, Instant closedAt, String by) {}

    /** Where the paper is. */
    public record Archive(
            String archiveNumber, String cabinet, String box, String slot, int copies, Instant archivedAt, String by) {}

    /** What should happen next, and which role does it. */
    public record NextStep(String text, String role) {}
}
