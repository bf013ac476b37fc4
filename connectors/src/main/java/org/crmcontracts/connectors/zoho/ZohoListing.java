package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.transport.TransportAnswer;
import org.jspecify.annotations.Nullable;

/** Zoho's lists (API v8: Get Records, Get Deleted Records, users, record count, COQL; read 2026-11). */
final class ZohoListing {
    static final int MOST_FIELDS = 50;
    private static final int PER_PAGE = 200;
    private static final int DELETED_CREDITS = 2;

    /** A list of ids in a query has at most 1,024 characters, and an id up to 19 digits. */
    private static final int IDS = 50;

    /** Guards against a vendor who never says that there is no more. */
    private static final int MAX_PAGES = 1_000;

    private final ZohoApi api;

    ZohoListing(ZohoApi api) {
        this.api = api;
    }

    /** How many records there are. */
    long count(RemoteKind kind) {
        TransportAnswer answer = api.read(ZohoCall.get(path(kind) + "/actions/count", Map.of(), 1));
        JsonNode count = ZohoWire.object(answer).path("count");
        if (!count.isIntegralNumber() && !count.asText().matches("[0-9]+")) {
            throw ZohoWire.bad("no count");
        }
        return count.asLong();
    }

    /**
     * One page, oldest change first.
     *
     * @param fields Zoho's names in lists of at most {@link #MOST_FIELDS}, from {@link ZohoSchema#sources}
     */
    ZohoWire.Rows page(
            RemoteKind kind, List<List<String>> fields, @Nullable Instant since, @Nullable String pageToken) {
        // Zoho binds a page token to all other parameters: they are the same for each page.
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("fields", String.join(",", fields.get(0)));
        parameters.put("per_page", String.valueOf(PER_PAGE));
        parameters.put("sort_by", ZohoRecords.MODIFIED);
        parameters.put("sort_order", "asc");
        if (pageToken != null) {
            parameters.put("page_token", pageToken);
        }
        TransportAnswer answer = read(path(kind), parameters, 1, since);
        if (answer.status() != 200) {
            return ZohoWire.Rows.NONE;
        }
        ZohoWire.Rows rows = ZohoWire.rows(answer);
        complete(kind, rows.rows(), fields);
        return rows;
    }

    /** The records of these ids; those that are not there are left out. */
    List<ObjectNode> read(RemoteKind kind, Collection<String> ids, List<List<String>> fields) {
        List<ObjectNode> rows = byId(kind, ids, fields.get(0));
        complete(kind, rows, fields);
        return rows;
    }

    /** Adds the fields behind the first 50; a row that was changed in between keeps a mark that it cannot be used. */
    private void complete(RemoteKind kind, List<ObjectNode> rows, List<List<String>> fields) {
        for (List<String> more : fields.subList(1, fields.size())) {
            Map<String, ObjectNode> others = new HashMap<>();
            List<String> ids =
                    rows.stream().map(ZohoRecords::id).map(String::valueOf).toList();
            byId(kind, ids, more).forEach(row -> others.put(String.valueOf(ZohoRecords.id(row)), row));
            for (ObjectNode row : rows) {
                ObjectNode other = others.get(String.valueOf(ZohoRecords.id(row)));
                JsonNode modified = row.path(ZohoRecords.MODIFIED);
                if (other == null || !other.path(ZohoRecords.MODIFIED).equals(modified)) {
                    row.put(CHANGED_MEANWHILE, true);
                } else {
                    row.setAll(other);
                }
            }
        }
    }

    /** Marks a row whose halves are of different times; no name of Zoho's has a point. */
    static final String CHANGED_MEANWHILE = "changed.meanwhile";

    private List<ObjectNode> byId(RemoteKind kind, Collection<String> ids, List<String> fields) {
        List<ObjectNode> rows = new ArrayList<>();
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += IDS) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("fields", String.join(",", fields));
            parameters.put("ids", String.join(",", all.subList(from, Math.min(all.size(), from + IDS))));
            TransportAnswer answer = read(path(kind), parameters, 1, null);
            if (answer.status() == 200) {
                rows.addAll(ZohoWire.rows(answer).rows());
            }
        }
        return rows;
    }

    /** The ids of records whose field holds exactly this; the search index would answer late and what only contains it. */
    List<String> idsWhere(RemoteKind kind, String field, String value) {
        String query = "select id from " + ZohoRecords.module(kind) + " where " + field + " = '"
                + value.replace("\\", "\\\\").replace("'", "\\'") + "' limit " + PER_PAGE;
        String body = ZohoWire.newObject().put("select_query", query).toString();
        TransportAnswer answer = api.read(ZohoCall.of("POST", "/crm/v8/coql", body, 1));
        if (answer.status() != 200) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        for (ObjectNode row : ZohoWire.numbered(answer, "data", 1).rows()) {
            String id = ZohoRecords.id(row);
            if (id == null) {
                throw ZohoWire.bad("a found record without id");
            }
            ids.add(id);
        }
        return ids;
    }

    List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since) {
        List<RemoteDeletion> deletions = new ArrayList<>();
        for (int page = 1; page <= MAX_PAGES; page++) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("type", "all");
            parameters.put("page", String.valueOf(page));
            parameters.put("per_page", String.valueOf(PER_PAGE));
            TransportAnswer answer = read(path(kind) + "/deleted", parameters, DELETED_CREDITS, since);
            if (answer.status() != 200) {
                return deletions;
            }
            ZohoWire.DeletionPage read = ZohoWire.deletions(kind, answer);
            deletions.addAll(read.deletions());
            if (!read.more()) {
                return deletions;
            }
        }
        throw ZohoWire.bad("the list of deletions does not end");
    }

    /** One page of all users, those who may not log in any more included. */
    ZohoWire.Rows users(@Nullable Instant since, int page) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("type", "AllUsers");
        parameters.put("page", String.valueOf(page));
        parameters.put("per_page", String.valueOf(PER_PAGE));
        TransportAnswer answer = read("/crm/v8/users", parameters, 1, since);
        if (page > MAX_PAGES) {
            throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "Zoho's list of users does not end");
        }
        return answer.status() == 200 ? ZohoWire.numbered(answer, "users", page) : ZohoWire.Rows.NONE;
    }

    private TransportAnswer read(String path, Map<String, String> parameters, int credits, @Nullable Instant since) {
        ZohoCall call = ZohoCall.get(path, parameters, credits);
        // Zoho's times have whole seconds and its filter may leave out the given one.
        return api.read(
                since == null ? call : call.with("If-Modified-Since", ZohoWire.headerTime(since.minusSeconds(1))));
    }

    private static String path(RemoteKind kind) {
        return "/crm/v8/" + ZohoRecords.module(kind);
    }
}
