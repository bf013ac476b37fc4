package org.crmcontracts.contracts.lifecycle;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.contracts.library.NumberedClause;
import org.crmcontracts.contracts.terms.ContentHash;
import org.crmcontracts.contracts.terms.MoneyText;
import org.crmcontracts.tenants.http.Json;
import org.jspecify.annotations.Nullable;

/** Everything that is agreed by signing, and nothing else: what reviewers see is what is hashed (I2, I4). */
public record ContractContent(
        String number,
        String title,
        String type,
        String ourParty,
        Party counterparty,
        @Nullable MoneyText amount,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        List<NumberedClause> clauses,
        List<Payment> payments) {

    /** The counterparty as named in the text. */
    public record Party(UUID customerId, String name, @Nullable String registrationNumber, @Nullable String address) {}

    /** An instalment without its id, which says nothing that is agreed. */
    public record Payment(
            String name,
            @Nullable String percentage,
            MoneyText amount,
            @Nullable LocalDate dueOn,
            PaymentMethod method) {
        static Payment of(PaymentItem item) {
            PaymentTerm term = item.term();
            MoneyText amount = new MoneyText(term.amount().text(), term.amount().currency());
            return new Payment(term.name(), item.percentageText(), amount, term.dueOn(), term.method());
        }
    }

    public String canonical() {
        return Json.canonical(this);
    }

    public ContentHash hash() {
        return ContentHash.ofCanonical(canonical());
    }
}
