package org.crmcontracts.connectors.spi;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a CRM in canonical names.
 *
 * <p>Fields of an account: {@code name, registrationNumber, phone, website, industry, address, ownerName}; of a
 * contact: {@code accountExternalId, name, email, phone, title}. A field without a value is absent.
 *
 * @param modifiedAt {@link Instant#EPOCH} where the record has a problem and no readable time
 * @param problem why this record could not be read; the rest of its page is not affected
 */
public record RemoteRecord(
        RemoteKind kind, String externalId, Instant modifiedAt, Map<String, String> fields, @Nullable String problem) {

    public RemoteRecord {
        fields = Map.copyOf(fields);
    }
}
