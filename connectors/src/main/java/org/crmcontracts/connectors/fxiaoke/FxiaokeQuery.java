package org.crmcontracts.connectors.fxiaoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.crmcontracts.connectors.spi.CrmRefusal;

/**
 * The body of one {@code data/query}, built up filter by filter, and the rows of its answer.
 *
 * <p>Always sorted by {@code _id} and never with an offset: that is the vendor's own advice for more than 10,000
 * records ("deep paging", openapi v2, read 2026-11), and rows that change meanwhile do not move.
 */
final class FxiaokeQuery {
    /** The most that the gateway takes. */
    static final int LIMIT = 100;

    private final ObjectNode body = FxiaokeResponses.MAPPER.createObjectNode();
    private final ArrayNode filters;

    FxiaokeQuery(String object, Set<String> projection) {
        ObjectNode data = body.putObject("data");
        data.put("dataObjectApiName", object);
        data.put("find_explicit_total_num", false);
        ObjectNode query = data.putObject("search_query_info");
        query.put("limit", LIMIT).put("offset", 0);
        filters = query.putArray("filters");
        query.putArray("orders").addObject().put("fieldName", "_id").put("isAsc", true);
        ArrayNode names = query.putArray("fieldProjection");
        projection.forEach(names::add);
    }

    FxiaokeQuery with(String field, String operator, Collection<String> values) {
        ObjectNode filter = filters.addObject().put("field_name", field).put("operator", operator);
        ArrayNode given = filter.putArray("field_values");
        values.forEach(given::add);
        return this;
    }

    FxiaokeQuery modifiedSince(Instant since) {
        return with("last_modified_time", "GTE", List.of(String.valueOf(since.toEpochMilli())));
    }

    FxiaokeQuery after(String lastId) {
        return lastId.isEmpty() ? this : with("_id", "GT", List.of(lastId));
    }

    ObjectNode body() {
        return body;
    }

    /**
     * The rows behind the last id, by ascending id; rows that were answered before are left out.
     *
     * <p>Some pages of the documents draw {@code data} as one record; that is not what their samples show.
     */
    static List<JsonNode> rows(JsonNode answer, String lastId) {
        JsonNode list = answer.path("data").path("dataList");
        if (!list.isArray()) {
            throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "Fxiaoke's answer to a query holds no list");
        }
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode row : list) {
            String id = row.path("_id").asText("");
            if (id.isBlank()) {
                throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "Fxiaoke answered a row without an _id");
            }
            if (id.compareTo(lastId) > 0) {
                rows.add(row);
            }
        }
        if (rows.isEmpty() && !list.isEmpty()) {
            throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "Fxiaoke repeats a page");
        }
        rows.sort(Comparator.comparing(FxiaokeQuery::id));
        return rows;
    }

    static String id(JsonNode row) {
        return row.path("_id").asText("");
    }
}
