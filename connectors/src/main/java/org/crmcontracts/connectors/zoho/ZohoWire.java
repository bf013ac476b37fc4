package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.jspecify.annotations.Nullable;

/** Zoho's JSON: reads what came with status 200 and refuses what is not the documented envelope. */
final class ZohoWire {
    /** Zoho's own mapper setting, apart from the product's: a vendor may add properties at any time. */
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private static final DateTimeFormatter HEADER_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    /** One page of deletions. */
    record DeletionPage(List<RemoteDeletion> deletions, boolean more) {}

    /** An access token and its life in seconds. */
    record Grant(String accessToken, long expiresInSeconds) {

        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Grant[expiresInSeconds=" + expiresInSeconds + "]";
        }
    }

    private ZohoWire() {}

    /** Null for anything but a JSON object: the edge in front of Zoho may answer HTML. */
    static @Nullable JsonNode tree(String body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            return node != null && node.isObject() ? node : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    static String headerTime(Instant time) {
        return HEADER_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    static @Nullable Grant grant(ZohoAnswer answer) {
        JsonNode body = tree(answer.body());
        String token = body == null ? null : textOrNull(body.path("access_token"));
        return body == null || token == null || token.isEmpty()
                ? null
                : new Grant(token, body.path("expires_in").asLong(3600));
    }

    static RemotePage page(RemoteKind kind, ZohoAnswer answer, Set<String> asked) {
        JsonNode body = envelope(answer);
        List<RemoteRecord> records = new ArrayList<>();
        for (JsonNode row : body.path("data")) {
            records.add(ZohoRecords.record(kind, row, asked));
        }
        JsonNode info = body.path("info");
        boolean more = info.path("more_records").asBoolean();
        String next = textOrNull(info.path("next_page_token"));
        if (more && next == null) {
            // Stopping here would silently lose the rest.
            throw bad("more records announced, but no page token");
        }
        return new RemotePage(records, more ? next : null, null);
    }

    static DeletionPage deletions(RemoteKind kind, ZohoAnswer answer) {
        JsonNode body = envelope(answer);
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

    private static JsonNode envelope(ZohoAnswer answer) {
        JsonNode body = tree(answer.body());
        if (body == null) {
            throw bad("not a JSON object");
        }
        if (!body.path("data").isArray() || !body.path("info").isObject()) {
            throw bad("no data list or no info object");
        }
        return body;
    }

    private static CrmRefusal bad(String what) {
        return new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "Zoho's answer: " + what);
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
