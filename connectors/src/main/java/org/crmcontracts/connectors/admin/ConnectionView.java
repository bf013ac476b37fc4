package org.crmcontracts.connectors.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.crmcontracts.connectors.sync.Connections;
import org.jspecify.annotations.Nullable;

/** A connection as the API answers it: no secret, no address. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionView(
        UUID id,
        String provider,
        String name,
        String state,
        @Nullable RunView lastRun,
        long customers,
        long contacts,
        long quarantined) {
    static ConnectionView of(Connections.Summary summary) {
        return new ConnectionView(
                summary.id(),
                summary.provider(),
                summary.name(),
                summary.state(),
                summary.lastRun().map(RunView::of).orElse(null),
                summary.customers(),
                summary.contacts(),
                summary.quarantined());
    }
}
