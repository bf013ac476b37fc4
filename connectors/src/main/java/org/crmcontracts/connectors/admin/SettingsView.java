package org.crmcontracts.connectors.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalTime;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.sync.ConnectionSettings;
import org.jspecify.annotations.Nullable;

/**
 * A connection's settings as the API answers them: no secret.
 *
 * @param pullMinutes null for those of the installation, {@code usualPullMinutes}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SettingsView(
        UUID id,
        String provider,
        String name,
        String state,
        String accountsUrl,
        String apiUrl,
        String clientId,
        boolean hasNoticeSecret,
        Map<String, String> options,
        boolean takesNew,
        @Nullable Integer pullMinutes,
        long usualPullMinutes,
        @Nullable String quietFrom,
        @Nullable String quietUntil,
        int callsPerMinute,
        int callsPerDay) {
    static SettingsView of(ConnectionSettings.Settings settings, long usualPullMinutes) {
        return new SettingsView(
                settings.id(),
                settings.provider(),
                settings.name(),
                settings.state(),
                settings.accountsUrl(),
                settings.apiUrl(),
                settings.clientId(),
                settings.hasNoticeSecret(),
                settings.options(),
                settings.takesNew(),
                settings.plan().minutes(),
                usualPullMinutes,
                text(settings.plan().quietFrom()),
                text(settings.plan().quietUntil()),
                settings.perMinute(),
                settings.perDay());
    }

    private static @Nullable String text(@Nullable LocalTime time) {
        return time == null ? null : time.toString();
    }
}
