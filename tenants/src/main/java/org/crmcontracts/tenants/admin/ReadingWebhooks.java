package org.crmcontracts.tenants.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.events.Notice;
import org.crmcontracts.tenants.events.Notices;
import org.crmcontracts.tenants.events.WebhookDeliveries;
import org.crmcontracts.tenants.events.WebhookDelivery;
import org.crmcontracts.tenants.events.WebhookEndpoint;
import org.crmcontracts.tenants.events.WebhookEndpoints;
import org.crmcontracts.tenants.events.WebhookReplay;
import org.crmcontracts.tenants.events.WebhookReplays;
import org.crmcontracts.tenants.http.Page;
import org.jspecify.annotations.Nullable;

/** What an admin sees of the webhooks, and the notices. */
@ApplicationScoped
@Transactional
public class ReadingWebhooks {
    private static final int REPLAYS = 20;

    @Inject
    WebhookEndpoints endpoints;

    @Inject
    WebhookDeliveries deliveries;

    @Inject
    WebhookReplays replays;

    @Inject
    Notices notices;

    public List<WebhookEndpoint> endpoints() {
        return endpoints.all();
    }

    /** {@code WEBHOOK_ENDPOINT_NOT_FOUND}. */
    public WebhookEndpoint endpoint(UUID id) {
        return endpoints.get(id);
    }

    /** Newest event first; {@code WEBHOOK_ENDPOINT_NOT_FOUND}, {@code BAD_CURSOR}. */
    public Page<WebhookDelivery> deliveries(
            UUID endpoint, WebhookDelivery.@Nullable State state, int limit, @Nullable String cursor) {
        endpoints.get(endpoint);
        return deliveries.page(endpoint, state, limit, cursor);
    }

    /** The newest; {@code WEBHOOK_ENDPOINT_NOT_FOUND}. */
    public List<WebhookReplay> replays(UUID endpoint) {
        endpoints.get(endpoint);
        return replays.of(endpoint, REPLAYS);
    }

    public Page<Notice> notices(boolean unreadOnly, int limit, @Nullable String cursor) {
        return notices.page(unreadOnly, limit, cursor);
    }

    /** {@code NOTICE_NOT_FOUND}. */
    public Notice markRead(UUID notice) {
        return notices.read(notice);
    }
}
