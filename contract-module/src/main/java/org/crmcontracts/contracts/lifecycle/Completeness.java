package org.crmcontracts.contracts.lifecycle;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crmcontracts.contracts.library.Clause;
import org.crmcontracts.contracts.library.ContractType;
import org.crmcontracts.contracts.terms.Faults;
import org.crmcontracts.contracts.terms.Money;
import org.crmcontracts.tenants.http.FieldError;

/** What a draft must have before anybody is asked to review it. */
record Completeness(Contract contract, ContractType rules) {
    List<FieldError> missing() {
        Faults faults = new Faults();
        List<Clause> clauses = contract.clauses();
        faults.require(!clauses.isEmpty(), "/clauses", "CLAUSES_MISSING");
        faults.require(!contract.ourParty().isBlank(), "/ourParty", "OUR_PARTY_MISSING");
        faults.require(
                clauses.isEmpty()
                        || !rules.needsConfidentiality()
                        || clauses.stream().anyMatch(Completeness::isAboutConfidentiality),
                "/clauses",
                "CONFIDENTIALITY_MISSING");
        requireSchedule(faults);
        return faults.list();
    }

    private void requireSchedule(Faults faults) {
        Money amount = contract.amount();
        faults.require(amount != null || !rules.needsPaymentSchedule(), "/amount", "AMOUNT_MISSING");
        List<PaymentTerm> terms =
                contract.payments().stream().map(PaymentItem::term).toList();
        if (amount == null) {
            faults.require(terms.isEmpty(), "/payments", "AMOUNT_MISSING");
            return;
        }
        if (terms.isEmpty()) {
            faults.require(!rules.needsPaymentSchedule(), "/payments", "PAYMENTS_MISSING");
            return;
        }
        // The amount or its currency may have been edited after the schedule was made.
        boolean comparable =
                terms.stream().allMatch(term -> term.amount().currency().equals(amount.currency()));
        faults.require(comparable, "/payments", "CURRENCY_DIFFERS", Map.of("expected", amount.currency()));
        if (comparable) {
            Money difference = PaymentTerm.schedule(terms).difference(amount);
            faults.require(
                    difference.isZero(),
                    "/payments",
                    "PAYMENTS_DO_NOT_ADD_UP",
                    Map.of("difference", difference.text()));
        }
    }

    private static boolean isAboutConfidentiality(Clause clause) {
        String text = (clause.heading() + " " + clause.text()).toLowerCase(Locale.ROOT);
        return text.contains("confidential") || text.contains("保密");
    }
}
