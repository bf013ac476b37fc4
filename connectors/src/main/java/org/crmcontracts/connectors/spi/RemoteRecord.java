package org.crmcontracts.connectors.spi;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a CRM.
 *
 * @param revision what an update has to name where the CRM locks by revision; null elsewhere
 * @param modifiedAt {@link Instant#EPOCH} where the record has a problem and no readable time
 * @param fields by the names of {@link RemoteField#name()}, as text in the form of its type; a field without a value is
 *     absent
 * @param problem why this record could not be read, as an upper-case code with an optional detail after a colon; the
 *     rest of its page is not affected
 */
public record RemoteRecord(
        RemoteKind kind,
        String externalId,
        @Nullable String revision,
        Instant modifiedAt,
        Map<String, String> fields,
        @Nullable String problem) {

    public RemoteRecord {
        fields = Map.copyOf(fields);
    }
}
