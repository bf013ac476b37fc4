package org.crmcontracts.tenants.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.crmcontracts.tenants.events.KeepingWebhooks;
import org.jspecify.annotations.Nullable;

/**
 * An address that is to be told of events.
 *
 * @param types names of event types; {@code contract.*} stands for all that begin so, {@code *} for all
 */
public record WebhookEndpointRequest(
        @NotBlank @Size(max = 2000) String url,
        @Nullable @Size(max = 200) String description,
        @NotEmpty @Size(max = 50) List<@NotNull @Size(max = 100) String> types) {
    KeepingWebhooks.Description checked() {
        return new KeepingWebhooks.Description(
                url.strip(),
                description == null ? "" : description.strip(),
                types.stream().map(String::strip).distinct().toList());
    }
}
