package org.crmcontracts.contracts.library;

import java.util.Locale;
import java.util.Map;
import org.crmcontracts.tenants.http.Messages;

/** A contract type with its name in the reader's language. */
public record ContractTypeView(String key, String name, boolean needsConfidentiality, boolean needsPaymentSchedule) {
    static ContractTypeView of(ContractType type, Locale locale) {
        return new ContractTypeView(
                type.key(),
                Messages.text(ContractType.class, "type." + type.key(), Map.of(), locale),
                type.needsConfidentiality(),
                type.needsPaymentSchedule());
    }
}
