package org.crmcontracts.connectors.spi;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of the CRM in our words.
 *
 * @param externalId the CRM's id, always text: Zoho's are longer than a double can hold
 * @param fields by canonical name: name, registrationNumber, phone, website, industry, address, ownerName for an
 *     account; accountExternalId, name, email, phone, title for a contact; absent where the CRM has nothing
 * @param problem why this record cannot be used, null if it can
 */
public record RemoteRecord(
        RemoteKind kind, String externalId, Instant modifiedAt, Map<String, String> fields, @Nullable String problem) {
    public RemoteRecord {
        fields = Map.copyOf(fields);
    }
}
