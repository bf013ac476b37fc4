package org.crmcontracts.tenants.events;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.http.Messages;
import org.jspecify.annotations.Nullable;

/**
 * Something that a tenant's admins should know (通知) and perhaps act on.
 *
 * @param kind its text stands in the catalogue under {@code notice.<kind>}
 * @param args values for the text's placeholders, and ids
 * @param readAt when an admin first said to have read it
 */
public record Notice(UUID id, String kind, Map<String, Object> args, Instant at, @Nullable Instant readAt) {
    public String text(Locale locale) {
        return Messages.text(Notice.class, "notice." + kind, args, locale);
    }
}
