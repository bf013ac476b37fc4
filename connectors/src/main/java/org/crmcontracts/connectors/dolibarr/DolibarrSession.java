package org.crmcontracts.connectors.dolibarr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import org.crmcontracts.connectors.dolibarr.DolibarrResponses.Answer;
import org.crmcontracts.connectors.dolibarr.DolibarrResponses.Verdict;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.connectors.transport.AnswerLost;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.TransportAnswer;
import org.crmcontracts.connectors.transport.TransportRequest;
import org.crmcontracts.connectors.transport.Way;
import org.jspecify.annotations.Nullable;

/** Calls of one connection, with its key and within its budget. There is no login: the key is good until it is taken away. */
final class DolibarrSession {
    private static final String JSON = "application/json";

    private final CamelRuntime runtime;
    private final Way way;
    private final CrmAccess access;
    private final CrmHouse house;
    private final Clock clock;
    private final @Nullable ZoneId zone;

    DolibarrSession(
            CamelRuntime runtime, Way way, CrmAccess access, CrmHouse house, Clock clock, @Nullable ZoneId zone) {
        this.runtime = runtime;
        this.way = way;
        this.access = access;
        this.house = house;
        this.clock = clock;
        this.zone = zone;
    }

    Instant now() {
        return clock.instant();
    }

    /** Of the database's session; null where the administrator has not told. */
    @Nullable
    ZoneId zone() {
        return zone;
    }

    /** What was answered, whatever it is. */
    Answer get(String path, Map<String, String> query) {
        String encoded = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        TransportRequest request = TransportRequest.get(
                url(path + (encoded.isEmpty() ? "" : "?" + encoded)), Map.of("DOLAPIKEY", key(), "Accept", JSON));
        return judged(runtime.read(way, request, () -> house.spend(access.connectionId(), 1)));
    }

    /** The answer with data, or with nothing; anything else is a {@link org.crmcontracts.connectors.spi.CrmRefusal}. */
    Answer read(String path, Map<String, String> query) {
        Answer answer = get(path, query);
        if (answer.verdict() != Verdict.DATA && answer.verdict() != Verdict.NOTHING) {
            throw DolibarrResponses.refusal(answer);
        }
        return answer;
    }

    Answer write(String method, String path, ObjectNode body) throws AnswerLost {
        house.spend(access.connectionId(), 1);
        return judged(runtime.send(
                way,
                TransportRequest.of(
                        method,
                        url(path),
                        Map.of("DOLAPIKEY", key(), "Accept", JSON, "Content-Type", JSON),
                        body.toString())));
    }

    private Answer judged(TransportAnswer answer) {
        Duration retryAfter = answer.retryAfter(now()).orElse(null);
        Answer judged = DolibarrResponses.judge(answer.status(), answer.text().orElse(""), retryAfter);
        if (judged.verdict() == Verdict.THROTTLED) {
            house.throttled(access.connectionId(), judged.retryAfter());
        }
        return judged;
    }

    private URI url(String pathAndQuery) {
        return URI.create(DolibarrHosts.base(access.apiUrl()) + pathAndQuery);
    }

    private String key() {
        return access.clientSecret().text();
    }
}
