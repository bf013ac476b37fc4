package org.crmcontracts.tenants.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.secrets.Vault;

/** Makes, seals and opens the keys of endpoints. */
@ApplicationScoped
public class WebhookSecrets {
    private final SecureRandom random = new SecureRandom();

    @Inject
    Vault vault;

    WebhookSecret next() {
        return WebhookSecret.random(random);
    }

    String seal(Tenant tenant, UUID endpoint, WebhookSecret secret) {
        return vault.seal(tenant, context(endpoint), secret.text());
    }

    /** All that sign now, the current one first. */
    List<WebhookSecret> live(Tenant tenant, WebhookEndpoint endpoint, Instant now) {
        List<WebhookSecret> live = new ArrayList<>();
        live.add(open(tenant, endpoint.id(), endpoint.secrets().current()));
        String previous = endpoint.secrets().previous();
        if (previous != null && endpoint.secrets().previousLives(now)) {
            live.add(open(tenant, endpoint.id(), previous));
        }
        return live;
    }

    private WebhookSecret open(Tenant tenant, UUID endpoint, String sealed) {
        return WebhookSecret.of(vault.open(tenant, context(endpoint), sealed));
    }

    static String context(UUID endpoint) {
        return "webhook:" + endpoint + ":secret";
    }
}
