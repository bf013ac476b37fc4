package org.crmcontracts.connectors.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.sync.StoppedDeletions;
import org.jspecify.annotations.Nullable;

/**
 * One record whose deletion waits for a person.
 *
 * @param contracts how many contracts name the customer, null where nobody counts them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoppedDeletionView(
        RemoteKind kind, String externalId, UUID localId, @Nullable String name, @Nullable Long contracts) {
    static StoppedDeletionView of(StoppedDeletions.Entry entry, @Nullable Long contracts) {
        return new StoppedDeletionView(entry.kind(), entry.externalId(), entry.localId(), entry.name(), contracts);
    }
}
