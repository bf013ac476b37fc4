package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.transport.TransportAnswer;
import org.jspecify.annotations.Nullable;

/** Zoho's JSON: reads what came with status 200 and refuses what is not the documented envelope. Pure. */
final class ZohoWire {
    /** Zoho's own mapper setting, apart from the product's: a vendor may add properties at any time. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            // An amount has up to 25 digits and would lose some as a double.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final DateTimeFormatter HEADER_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    /** One page of rows; the token is null after the last. */
    record Rows(List<ObjectNode> rows, @Nullable String next) {
        static final Rows NONE = new Rows(List.of(), null);
    }

    /** One page of deletions. */
    record DeletionPage(List<RemoteDeletion> deletions, boolean more) {}

    /**
     * An access token.
     *
     * @param refreshToken null while the old one stays
     * @param apiDomain null where the answer names none
     */
    record Grant(String accessToken, long expiresInSeconds, @Nullable String refreshToken, @Nullable String apiDomain) {

        /** Leaves the tokens out. */
        @Override
        public String toString() {
            return "Grant[expiresInSeconds=" + expiresInSeconds + "]";
        }
    }

    private ZohoWire() {}

    /** Null for anything but a JSON object in UTF-8: the edge in front of Zoho may answer HTML. */
    static @Nullable JsonNode tree(TransportAnswer answer) {
        try {
            JsonNode node = MAPPER.readTree(answer.text().orElse(""));
            return node != null && node.isObject() ? node : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** The object, or {@code BAD_ANSWER}. */
    static JsonNode object(TransportAnswer answer) {
        JsonNode body = tree(answer);
        if (body == null) {
            throw bad("not a JSON object");
        }
        return body;
    }

    static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    static String headerTime(Instant time) {
        return HEADER_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    static @Nullable Grant grant(TransportAnswer answer) {
        JsonNode body = tree(answer);
        String token = body == null ? null : textOrNull(body.path("access_token"));
        return body == null || token == null || token.isEmpty()
                ? null
                : new Grant(
                        token,
                        body.path("expires_in").asLong(3600),
                        textOrNull(body.path("refresh_token")),
                        textOrNull(body.path("api_domain")));
    }

    /** A page of a list that goes on by page token. */
    static Rows rows(TransportAnswer answer) {
        JsonNode body = envelope(answer, "data");
        JsonNode info = body.path("info");
        boolean more = info.path("more_records").asBoolean();
        String next = textOrNull(info.path("next_page_token"));
        if (more && next == null) {
            // Stopping here would silently lose the rest.
            throw bad("more records announced, but no page token");
        }
        return new Rows(objects(body.path("data")), more ? next : null);
    }

    /** A page of a list that goes on by page number. */
    static Rows numbered(TransportAnswer answer, String list, int page) {
        JsonNode body = envelope(answer, list);
        boolean more = body.path("info").path("more_records").asBoolean();
        return new Rows(objects(body.path(list)), more ? String.valueOf(page + 1) : null);
    }

    private static List<ObjectNode> objects(JsonNode list) {
        List<ObjectNode> rows = new ArrayList<>();
        for (JsonNode row : list) {
            if (!(row instanceof ObjectNode object)) {
                throw bad("a row is no object");
            }
            rows.add(object);
        }
        return rows;
    }

    static DeletionPage deletions(RemoteKind kind, TransportAnswer answer) {
        JsonNode body = envelope(answer, "data");
        List<RemoteDeletion> deletions = new ArrayList<>();
        for (JsonNode row : body.path("data")) {
            String id = ZohoRecords.id(row);
            Instant at = time(row.path("deleted_time"));
            if (id == null || at == null) {
                // A deletion that is skipped would never be asked for again.
                throw bad("a deletion without id or time");
            }
            deletions.add(new RemoteDeletion(kind, id, at));
        }
        return new DeletionPage(
                deletions, body.path("info").path("more_records").asBoolean());
    }

    /** Times carry the offset of the token's user; null where this is none. */
    static @Nullable Instant time(JsonNode node) {
        if (!node.isTextual()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(node.textValue()).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static JsonNode envelope(TransportAnswer answer, String list) {
        JsonNode body = object(answer);
        if (!body.path(list).isArray() || !body.path("info").isObject()) {
            throw bad("no list of " + list + " or no info object");
        }
        return body;
    }

    static CrmRefusal bad(String what) {
        return new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "Zoho's answer: " + what);
    }

    static @Nullable String textOrNull(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
