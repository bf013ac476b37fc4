package org.crmcontracts.connectors.fxiaoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.crmcontracts.connectors.fxiaoke.FxiaokeResponses.Answer;
import org.crmcontracts.connectors.fxiaoke.FxiaokeResponses.Verdict;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.transport.AnswerLost;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.TransportAnswer;
import org.crmcontracts.connectors.transport.TransportRequest;
import org.crmcontracts.connectors.transport.Way;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.secrets.Secret;

/**
 * Calls of one connection: with a token that the house keeps, within its budget, and logged in again once where the
 * token has expired.
 *
 * <p>Fxiaoke allows ten grants in a minute and no two at the same time; the house sees to that.
 */
final class FxiaokeSession {
    private static final String JSON = "application/json; charset=utf-8";

    private final CamelRuntime runtime;
    private final Way way;
    private final CrmAccess access;
    private final CrmHouse house;
    private final Clock clock;
    private final Ids ids;
    private final FxiaokeOptions options;

    FxiaokeSession(CamelRuntime runtime, Way way, CrmAccess access, CrmHouse house, Clock clock, Ids ids) {
        this.runtime = runtime;
        this.way = way;
        this.access = access;
        this.house = house;
        this.clock = clock;
        this.ids = ids;
        this.options = FxiaokeOptions.of(access.options());
    }

    Instant now() {
        return clock.instant();
    }

    FxiaokeOptions options() {
        return options;
    }

    /** The body of a successful read; anything else is a {@link CrmRefusal}. */
    JsonNode read(String path, ObjectNode body) {
        try {
            Answer answer = call(false, path, body);
            if (answer.verdict() != Verdict.DATA) {
                throw FxiaokeResponses.refusal(answer, now());
            }
            return answer.body();
        } catch (AnswerLost e) {
            throw new CrmRefusal(CrmRefusal.Reason.RETRY_LATER, null, "Fxiaoke's answer was lost", e);
        }
    }

    /** One write, sent once (twice where the first was refused for its token). */
    Answer write(String path, ObjectNode body) throws AnswerLost {
        return call(true, path, body);
    }

    private Answer call(boolean writes, String path, ObjectNode body) throws AnswerLost {
        Secret token = house.token(access.connectionId(), null, this::granted);
        Answer answer = attempt(writes, path, body, token);
        if (answer.verdict() == Verdict.LOGIN_AGAIN) {
            answer = attempt(writes, path, body, house.token(access.connectionId(), token, this::granted));
        }
        Duration pause = FxiaokeResponses.pause(answer.verdict(), now());
        if (pause != null) {
            house.throttled(access.connectionId(), pause);
        }
        return answer;
    }

    private Answer attempt(boolean writes, String path, ObjectNode body, Secret token) throws AnswerLost {
        Kept kept = Kept.of(token);
        TransportRequest request = request(
                path,
                body,
                Map.of(
                        "Content-Type",
                        JSON,
                        "Authorization",
                        "Bearer " + kept.accessToken(),
                        "x-fs-ea",
                        kept.ea(),
                        "x-fs-userid",
                        options.employee()));
        Runnable spend = () -> house.spend(access.connectionId(), 1);
        if (!writes) {
            return judged(runtime.read(way, request, spend));
        }
        spend.run();
        return judged(runtime.send(way, request));
    }

    private CrmHouse.Grant granted() {
        ObjectNode body = FxiaokeResponses.MAPPER.createObjectNode();
        body.put("appId", access.clientId());
        body.put("appSecret", access.clientSecret().text());
        body.put("permanentCode", access.refreshToken().text());
        body.put("grantType", "app_secret");
        Answer answer;
        try {
            answer = judged(runtime.send(way, request("/oauth2.0/token", body, Map.of("Content-Type", JSON))));
        } catch (AnswerLost e) {
            throw new CrmRefusal(CrmRefusal.Reason.RETRY_LATER, null, "Fxiaoke's token was lost on its way", e);
        }
        String token = answer.body().path("accessToken").asText("");
        String ea = answer.body().path("ea").asText("");
        long seconds = answer.body().path("expiresIn").asLong(0);
        if (answer.verdict() != Verdict.DATA) {
            throw FxiaokeResponses.refusal(answer, now());
        }
        if (token.isBlank() || ea.isBlank() || ea.contains(Kept.BETWEEN) || seconds <= 0) {
            throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "Fxiaoke's token endpoint answered no token");
        }
        return new CrmHouse.Grant(new Kept(ea, token).secret(), Duration.ofSeconds(seconds), null, null);
    }

    private TransportRequest request(String path, ObjectNode body, Map<String, String> headers) {
        URI url = access.apiUrl().resolve(path + "?thirdTraceId=" + ids.next());
        return TransportRequest.of("POST", url, headers, body.toString());
    }

    private static Answer judged(TransportAnswer answer) {
        return FxiaokeResponses.judge(answer.status(), answer.text().orElse(""));
    }

    /** The token with the enterprise account (企业账号) that each call has to name beside it; kept together. */
    private record Kept(String ea, String accessToken) {
        static final String BETWEEN = " ";

        static Kept of(Secret secret) {
            String text = secret.text();
            int between = text.indexOf(BETWEEN);
            return new Kept(text.substring(0, Math.max(between, 0)), text.substring(between + 1));
        }

        Secret secret() {
            return Secret.of(ea + BETWEEN + accessToken);
        }

        @Override
        public String toString() {
            return "Kept[" + ea + "]";
        }
    }
}
