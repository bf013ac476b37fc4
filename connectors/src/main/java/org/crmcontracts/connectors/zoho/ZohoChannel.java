package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.Notice;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.transport.AnswerLost;
import org.crmcontracts.connectors.transport.TransportAnswer;

/**
 * Zoho's notification channel of one connection (API v8, actions/watch; read 2026-11).
 *
 * <p>Zoho signs nothing: a notice carries back a word that we gave it, and is no more than a hint.
 */
final class ZohoChannel {
    private static final String PATH = "/crm/v8/actions/watch";

    /** A channel lives a week at most; asked for more, Zoho silently gives an hour. */
    private static final Duration LIFE = Duration.ofDays(6);

    private static final BigInteger FIFTEEN_DIGITS = BigInteger.TEN.pow(15);

    private final ZohoApi api;
    private final Clock clock;

    ZohoChannel(ZohoApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    Instant open(URI address) {
        CrmAccess access = api.access();
        ObjectNode body = ZohoWire.newObject();
        ObjectNode channel = body.putArray("watch").addObject();
        channel.put("channel_id", id(access.connectionId()));
        channel.putArray("events").add("Accounts.all").add("Contacts.all");
        channel.put("channel_expiry", ZohoWire.headerTime(clock.instant().plus(LIFE)));
        channel.put("token", word(access));
        channel.put("notify_url", address.toString());
        // Without this every note and task of a customer is told too.
        channel.put("notify_on_related_action", false);
        JsonNode renewed = sent(ZohoCall.of("PUT", PATH, body.toString(), 1));
        JsonNode told = isNotThere(renewed) ? sent(ZohoCall.of("POST", PATH, body.toString(), 1)) : renewed;
        return openUntil(told);
    }

    void close() {
        ZohoCall call =
                new ZohoCall("DELETE", PATH, "channel_ids=" + id(api.access().connectionId()), Map.of(), null, 1);
        JsonNode told = sent(call);
        if (!isNotThere(told) && !"SUCCESS".equals(told.path("code").asText())) {
            throw ZohoWire.bad("the channel is not closed: " + told.path("code").asText());
        }
    }

    /** The one item of the answer, or the bare error. */
    private JsonNode sent(ZohoCall call) {
        TransportAnswer answer;
        try {
            answer = api.write(call);
        } catch (AnswerLost e) {
            throw new CrmRefusal(CrmRefusal.Reason.RETRY_LATER, null, "Zoho did not answer about the channel", e);
        }
        if (answer.status() >= 500) {
            throw new CrmRefusal(CrmRefusal.Reason.RETRY_LATER, null, "Zoho answered " + answer.status());
        }
        JsonNode body = ZohoWire.object(answer);
        return body.path("watch").isArray() ? body.path("watch").path(0) : body;
    }

    private static boolean isNotThere(JsonNode told) {
        return "NOT_SUBSCRIBED".equals(told.path("code").asText());
    }

    /** What Zoho says, not what was asked: the first of the events to end. */
    private static Instant openUntil(JsonNode told) {
        Instant until = null;
        for (JsonNode event : told.path("details").path("events")) {
            Instant end = ZohoWire.time(event.path("channel_expiry"));
            if (end != null && (until == null || end.isBefore(until))) {
                until = end;
            }
        }
        if (until == null || !"SUCCESS".equals(told.path("code").asText())) {
            throw new CrmRefusal(
                    CrmRefusal.Reason.BAD_ANSWER,
                    ZohoWire.textOrNull(told.path("code")),
                    "Zoho opened no channel: " + told.path("message").asText());
        }
        return until;
    }

    /** {@code FORGED} unless it carries the word and the channel that we gave to Zoho. */
    static Notice notice(CrmAccess access, byte[] message) {
        JsonNode body = ZohoWire.tree(new TransportAnswer(200, Map.of(), message));
        boolean known = body != null
                && !access.noticeSecret().text().isEmpty()
                && MessageDigest.isEqual(
                        bytes(word(access)), bytes(body.path("token").asText()))
                && id(access.connectionId()).equals(body.path("channel_id").asText());
        if (body == null || !known) {
            throw new CrmRefusal(CrmRefusal.Reason.FORGED, null, "The notice does not carry the channel's word");
        }
        for (RemoteKind kind : List.of(RemoteKind.ACCOUNT, RemoteKind.CONTACT)) {
            if (ZohoRecords.module(kind).equals(body.path("module").asText())) {
                Set<String> ids = new HashSet<>();
                body.path("ids").forEach(id -> ids.add(id.asText()));
                return new Notice(Map.of(kind, ids), null);
            }
        }
        return new Notice(Map.of(), null);
    }

    /** Zoho wants digits; the same connection has the same channel, so that it is not opened twice. */
    static String id(UUID connection) {
        return new BigInteger(connection.toString().replace("-", ""), 16)
                .mod(FIFTEEN_DIGITS)
                .toString();
    }

    /** Zoho takes 50 characters at most, and keeps them readable: so they are not the secret itself. */
    static String word(CrmAccess access) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(bytes("zoho-channel " + access.noticeSecret().text()));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
