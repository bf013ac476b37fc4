package org.crmcontracts.connectors.spi;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record to create, or fields of one to update.
 *
 * @param externalId null to create
 * @param reference our id of the record, which the CRM keeps with it so that it can be found again
 * @param revision the revision the change was made for; null to write regardless
 * @param fields the provider's names; an empty value clears the field
 */
public record RemoteChange(
        @Nullable String externalId,
        String reference,
        @Nullable String revision,
        Map<String, Optional<String>> fields) {

    public RemoteChange {
        fields = Map.copyOf(fields);
    }
}
