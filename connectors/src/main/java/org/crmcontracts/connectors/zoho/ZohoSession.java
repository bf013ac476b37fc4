package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;

/** The only place that logs in to Zoho: trades the refresh token for an access token and keeps it in memory. */
final class ZohoSession {
    /** Refresh after this share of the token's life. */
    private static final double USED_LIFE = 0.8;

    private final CrmAccess access;
    private final CamelRuntime camel;
    private final Clock clock;
    private String token = "";
    private Instant until = Instant.MIN;

    ZohoSession(CrmAccess access, CamelRuntime camel, Clock clock) {
        this.access = access;
        this.camel = camel;
        this.clock = clock;
    }

    /** A token that should still be good; {@code NEEDS_RECONNECT} when the grant was revoked. */
    synchronized String token() {
        if (!clock.instant().isBefore(until)) {
            login();
        }
        return token;
    }

    /** The token was refused: log in again, unless somebody already has. */
    synchronized void refused(String refusedToken) {
        if (token.equals(refusedToken)) {
            until = Instant.MIN;
        }
    }

    private void login() {
        String form = "grant_type=refresh_token&client_id=" + encode(access.clientId()) + "&client_secret="
                + encode(access.clientSecret()) + "&refresh_token=" + encode(access.refreshToken());
        CamelRuntime.Reply reply = camel.send(
                ZohoRoutes.TOKEN,
                new ZohoRoutes.Call(
                        "POST",
                        access.accountsUrl() + "/oauth/v2/token",
                        "",
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        form));
        JsonNode json = ZohoResponses.json(reply.body());
        String granted = json.path("access_token").asText();
        if (granted.isEmpty()) {
            // Zoho answers a refused grant with status 200 and an error in the body.
            String error = json.path("error").asText();
            boolean later = error.isEmpty() || error.equals("access_denied");
            throw new CrmRefusal(
                    later ? CrmRefusal.Reason.RETRY_LATER : CrmRefusal.Reason.NEEDS_RECONNECT,
                    error.isEmpty() ? String.valueOf(reply.status()) : error);
        }
        token = granted;
        until = clock.instant().plusSeconds((long) (json.path("expires_in").asLong(3600) * USED_LIFE));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
