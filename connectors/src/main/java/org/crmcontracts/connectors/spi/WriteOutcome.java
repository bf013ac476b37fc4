package org.crmcontracts.connectors.spi;

import org.jspecify.annotations.Nullable;

/** What became of one change. */
public sealed interface WriteOutcome {

    /** The CRM has it. */
    record Written(String externalId, @Nullable String revision) implements WriteOutcome {}

    /** Nobody knows: look it up by our reference, after {@link CrmTraits#slowestWrite()}. */
    record Unknown(String message) implements WriteOutcome {}

    /** Not written, as the record was changed meanwhile; read it and merge again. */
    record Changed() implements WriteOutcome {}

    /** Not written, as the CRM has no such record (any more). */
    record Gone() implements WriteOutcome {}

    /**
     * Not written, as another record of the CRM holds a value that must be unique.
     *
     * @param externalId the other record, null where the CRM does not tell
     */
    record Duplicate(@Nullable String externalId) implements WriteOutcome {}

    /**
     * The CRM will never take these values.
     *
     * @param field the provider's name of the field at fault, null where the CRM does not tell
     * @param code the vendor's own code
     */
    record Refused(@Nullable String field, String code, String message) implements WriteOutcome {}

    /** Surely not written; the same change may be sent again later. */
    record NotYet(CrmRefusal.Reason reason, String message) implements WriteOutcome {}
}
