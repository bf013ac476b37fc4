package org.crmcontracts.connectors.zoho;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.tenants.secrets.Secret;

/** The access token of one connection, kept by the house for all nodes. */
final class ZohoSession {
    private final CamelRuntime runtime;
    private final CrmAccess access;
    private final CrmHouse house;

    ZohoSession(CamelRuntime runtime, CrmAccess access, CrmHouse house) {
        this.runtime = runtime;
        this.access = access;
        this.house = house;
    }

    CrmAccess access() {
        return access;
    }

    String token() {
        return house.token(access.connectionId(), null, this::granted).text();
    }

    /** A token other than the one that was refused; another caller may have fetched it already. */
    String tokenAfter(String refused) {
        return house.token(access.connectionId(), Secret.of(refused), this::granted)
                .text();
    }

    private CrmHouse.Grant granted() {
        ZohoAnswer answer = runtime.send(
                ZohoRoutes.TOKEN,
                new ZohoRequest(access.accountsUrl().resolve("/oauth/v2/token"), null, null, null, form()));
        ZohoWire.Grant grant = ZohoWire.grant(answer);
        if (grant == null) {
            throw ZohoResponses.tokenRefusal(answer);
        }
        return new CrmHouse.Grant(
                Secret.of(grant.accessToken()), Duration.ofSeconds(grant.expiresInSeconds()), null, null);
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
