package org.crmcontracts.connectors.zoho;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.transport.AnswerLost;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.TransportAnswer;
import org.crmcontracts.connectors.transport.TransportRequest;
import org.crmcontracts.connectors.transport.Way;
import org.crmcontracts.tenants.secrets.Secret;
import org.jspecify.annotations.Nullable;

/** Calls Zoho for one connection: address, token, budget, and what to do when one of them is refused. */
final class ZohoApi {
    private final CamelRuntime runtime;
    private final Way way;
    private final ZohoHosts hosts;
    private final CrmAccess access;
    private final CrmHouse house;
    private final Clock clock;
    private volatile URI apiUrl;

    ZohoApi(CamelRuntime runtime, Way way, ZohoHosts hosts, CrmAccess access, CrmHouse house, Clock clock) {
        this.runtime = runtime;
        this.way = way;
        this.hosts = hosts;
        this.access = access;
        this.house = house;
        this.clock = clock;
        this.apiUrl = access.apiUrl();
    }

    CrmAccess access() {
        return access;
    }

    /** The usual way of this connection's calls. */
    Way way() {
        return way;
    }

    /** Asks for data: an answer with status 200, or 204 or 304 for nothing; anything else is thrown. */
    TransportAnswer read(ZohoCall call) {
        return read(way, call);
    }

    /** The same by a way with other limits. */
    TransportAnswer read(Way by, ZohoCall call) {
        Secret token = token(null);
        TransportAnswer answer = runtime.read(by, request(call, token), () -> spend(call));
        if (ZohoResponses.verdict(answer) == ZohoResponses.Verdict.LOGIN_AGAIN) {
            answer = runtime.read(by, request(call, token(token)), () -> spend(call));
        }
        return switch (ZohoResponses.verdict(answer)) {
            case DATA, NOTHING -> answer;
            case LOGIN_AGAIN, REFUSED -> throw refusal(answer);
        };
    }

    /**
     * Changes something: sent once, and once more only where Zoho has refused the token, which changes nothing.
     *
     * @return any answer but the refusal of a token or of too many calls, which are thrown
     * @throws CrmRefusal where it surely has not taken effect
     */
    TransportAnswer write(ZohoCall call) throws AnswerLost {
        Secret token = token(null);
        spend(call);
        TransportAnswer answer = runtime.send(way, request(call, token));
        if (ZohoResponses.verdict(answer) == ZohoResponses.Verdict.LOGIN_AGAIN) {
            Secret another = token(token);
            spend(call);
            answer = runtime.send(way, request(call, another));
        }
        if (answer.status() == 401 || answer.status() == 403 || answer.status() == 429) {
            throw refusal(answer);
        }
        return answer;
    }

    private void spend(ZohoCall call) {
        house.spend(access.connectionId(), call.credits());
    }

    private Secret token(@Nullable Secret refused) {
        return house.token(access.connectionId(), refused, this::granted);
    }

    private TransportRequest request(ZohoCall call, Secret token) {
        Map<String, String> headers = new HashMap<>(call.headers());
        headers.put("Authorization", "Zoho-oauthtoken " + token.text());
        headers.put("Accept", "application/json, application/zip");
        URI url = apiUrl.resolve(call.query().isEmpty() ? call.path() : call.path() + "?" + call.query());
        if (call.body() == null) {
            return new TransportRequest(call.method(), url, headers, null);
        }
        headers.put("Content-Type", "application/json");
        return TransportRequest.of(call.method(), url, headers, call.body());
    }

    private CrmRefusal refusal(TransportAnswer answer) {
        CrmRefusal refusal = ZohoResponses.refusal(answer, clock.instant());
        Duration after = refusal.after();
        if (refusal.reason() == CrmRefusal.Reason.THROTTLED && after != null) {
            house.throttled(access.connectionId(), after);
        }
        return refusal;
    }

    /** Never repeated: Zoho blocks a refresh token after ten grants in ten minutes. */
    private CrmHouse.Grant granted() {
        String form = "grant_type=refresh_token"
                + "&client_id=" + ZohoCall.encoded(access.clientId())
                + "&client_secret=" + ZohoCall.encoded(access.clientSecret().text())
                + "&refresh_token=" + ZohoCall.encoded(access.refreshToken().text());
        TransportAnswer answer;
        try {
            answer = runtime.send(
                    way,
                    TransportRequest.of(
                            "POST",
                            access.accountsUrl().resolve("/oauth/v2/token"),
                            Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                            form));
        } catch (AnswerLost e) {
            throw new CrmRefusal(CrmRefusal.Reason.RETRY_LATER, null, "Zoho's token endpoint did not answer", e);
        }
        ZohoWire.Grant grant = ZohoWire.grant(answer);
        if (grant == null) {
            throw ZohoResponses.tokenRefusal(answer, clock.instant());
        }
        String domain = grant.apiDomain();
        if (domain != null) {
            apiUrl = hosts.checkedApi(domain);
        }
        return new CrmHouse.Grant(
                Secret.of(grant.accessToken()),
                Duration.ofSeconds(grant.expiresInSeconds()),
                grant.refreshToken() == null ? null : Secret.of(grant.refreshToken()),
                domain == null || apiUrl.equals(access.apiUrl()) ? null : domain);
    }
}
