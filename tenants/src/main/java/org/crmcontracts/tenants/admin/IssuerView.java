package org.crmcontracts.tenants.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.http.Messages;
import org.crmcontracts.tenants.identity.IssuerKeys;
import org.crmcontracts.tenants.provisioning.IssuerEntry;
import org.jspecify.annotations.Nullable;

/**
 * A trusted issuer.
 *
 * @param keyIds of the keys that are believed now
 * @param keysFetchedAt null where the keys were given
 * @param keysState {@code GOOD}, {@code FAILING} while the last good keys are used, {@code TOO_OLD} when they are no
 *     longer
 * @param problem why the last fetch failed
 */
public record IssuerView(
        UUID id,
        long version,
        String issuer,
        String audience,
        @Nullable String jwksUrl,
        List<String> keyIds,
        @Nullable Instant keysFetchedAt,
        String keysState,
        @Nullable Fault problem,
        Paths claims,
        List<String> allowedOrigins) {
    /** A localised fault. */
    public record Fault(String code, String message) {
        static Fault of(String code, Map<String, ?> args, Locale locale) {
            return new Fault(code, Messages.text(IssuerView.class, code, args, locale));
        }
    }

    /** Paths of claims. */
    public record Paths(String user, String name, String roles, @Nullable String teams) {}

    static IssuerView of(IssuerEntry entry, Duration oldest, Instant now, Locale locale) {
        boolean tooOld =
                entry.fetchedAt() != null && now.isAfter(entry.fetchedAt().plus(oldest));
        String fault = entry.problem();
        return new IssuerView(
                entry.id(),
                entry.version(),
                entry.issuer(),
                entry.audience(),
                entry.jwksUrl(),
                keyIds(entry.jwksJson()),
                entry.fetchedAt(),
                tooOld ? "TOO_OLD" : fault == null ? "GOOD" : "FAILING",
                fault == null ? null : Fault.of(fault, Map.of(), locale),
                new Paths(
                        entry.claims().user().text(),
                        entry.claims().name().text(),
                        entry.claims().roles().text(),
                        entry.claims().teams() == null
                                ? null
                                : entry.claims().teams().text()),
                entry.allowedOrigins());
    }

    private static List<String> keyIds(String jwksJson) {
        try {
            return IssuerKeys.of(jwksJson).ids();
        } catch (IssuerKeys.Refused e) {
            return List.of();
        }
    }
}
