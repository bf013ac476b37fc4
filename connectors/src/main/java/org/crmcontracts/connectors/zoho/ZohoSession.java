package org.crmcontracts.connectors.zoho;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one connection, shared by all its calls in this process.
 *
 * <p>Grants are single-flight: Zoho allows ten in ten minutes for a refresh token and then blocks it.
 */
final class ZohoSession {
    private final CamelRuntime runtime;
    private final CrmAccess access;
    private final Clock clock;
    private @Nullable String token;
    private Instant renewAt = Instant.MIN;

    ZohoSession(CamelRuntime runtime, CrmAccess access, Clock clock) {
        this.runtime = runtime;
        this.access = access;
        this.clock = clock;
    }

    CrmAccess access() {
        return access;
    }

    /** Renewed after 80 % of its life, so that a call under way does not lose it. */
    synchronized String token() {
        return token == null || !clock.instant().isBefore(renewAt) ? granted() : token;
    }

    /** A token other than the one that was refused; another caller may have fetched it already. */
    synchronized String tokenAfter(String refused) {
        return token == null || token.equals(refused) ? granted() : token;
    }

    private String granted() {
        token = null;
        ZohoAnswer answer = runtime.send(
                ZohoRoutes.TOKEN,
                new ZohoRequest(access.accountsUrl().resolve("/oauth/v2/token"), null, null, null, form()));
        ZohoWire.Grant grant = ZohoWire.grant(answer);
        if (grant == null) {
            throw ZohoResponses.tokenRefusal(answer);
        }
        renewAt = clock.instant()
                .plus(Duration.ofSeconds(grant.expiresInSeconds())
                        .multipliedBy(4)
                        .dividedBy(5));
        token = grant.accessToken();
        return grant.accessToken();
    }

    private String form() {
        return "grant_type=refresh_token"
                + "&client_id=" + encoded(access.clientId())
                + "&client_secret=" + encoded(access.clientSecret().text())
                + "&refresh_token=" + encoded(access.refreshToken().text());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
