package org.crmcontracts.connectors.zoho;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Zoho's reads with Zoho's refusals (CRM v8 Get Records and Get Deleted Records, read 2026-11).
 *
 * <p>Parameters of views, territories and converted leads are refused as unknown: no connector of ours sends them.
 */
final class ZohoSimulatorReads {
    private static final Set<String> LIST_PARAMETERS =
            Set.of("fields", "ids", "page", "per_page", "page_token", "sort_by", "sort_order");
    private static final Set<String> DELETED_PARAMETERS = Set.of("type", "page", "per_page");
    private static final Pattern COQL =
            Pattern.compile("select id from (\\w+) where (\\w+) = '((?:[^'\\\\]|\\\\.)*)' limit 200");
    private static final Instant USERS_MODIFIED = Instant.parse("2026-01-05T02:00:00Z");
    private static final int MAX_IDS_LENGTH = 1_024;
    private static final int MAX_FIELDS = 50;
    private static final int MAX_PER_PAGE = 200;
    private static final int MAX_BY_PAGE = 2_000;
    private static final int MAX_BY_TOKEN = 100_000;
    private static final Duration TOKEN_LIFE = Duration.ofHours(24);

    /** Where a page token goes on: after the last row shown, as a cursor would, with the same parameters. */
    private record Cursor(String parameters, ZohoSimulatorStore.Row last, int shown, int page, Instant issued) {}

    /** Ends a read with an answer. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ZohoSimulatorAnswer answer;

        Refused(String code, String message, String parameter) {
            super(code);
            this.answer = ZohoSimulatorAnswer.error(400, code, message, Map.of("param_name", parameter));
        }
    }

    private final ZohoSimulatorStore store;
    private final ZohoSimulatorSchema schema;
    private final Map<String, Cursor> cursors = new ConcurrentHashMap<>();

    ZohoSimulatorReads(ZohoSimulatorStore store, ZohoSimulatorSchema schema) {
        this.store = store;
        this.schema = schema;
    }

    void expirePageTokens() {
        cursors.replaceAll((token, c) -> new Cursor(c.parameters(), c.last(), c.shown(), c.page(), Instant.EPOCH));
    }

    ZohoSimulatorAnswer list(String module, Map<String, String> query, String modifiedSince) {
        try {
            return listed(module, query, modifiedSince);
        } catch (Refused refused) {
            return refused.answer;
        }
    }

    ZohoSimulatorAnswer deleted(String module, Map<String, String> query, String modifiedSince) {
        try {
            return deletedOf(module, query, modifiedSince);
        } catch (Refused refused) {
            return refused.answer;
        }
    }

    private ZohoSimulatorAnswer listed(String module, Map<String, String> query, String modifiedSince) {
        check(module, query, LIST_PARAMETERS);
        List<String> fields = fields(module, query.get("fields"));
        int perPage = number(query, "per_page", MAX_PER_PAGE, MAX_PER_PAGE);
        String sortBy = oneOf(query, "sort_by", "id", Set.of("id", "Created_Time", "Modified_Time"));
        String sortOrder = oneOf(query, "sort_order", "desc", Set.of("asc", "desc"));
        Instant since = since(modifiedSince);
        List<String> ids = ids(query.get("ids"));
        if (query.containsKey("page") && query.containsKey("page_token")) {
            throw new Refused("AMBIGUITY_DURING_PROCESSING", "page and page_token are given", "page_token");
        }
        int page = number(query, "page", 1, Integer.MAX_VALUE);
        if ((long) page * perPage > MAX_BY_PAGE) {
            throw new Refused("DISCRETE_PAGINATION_LIMIT_EXCEEDED", "use page_token beyond 2000 records", "page");
        }
        Map<String, String> bound = new TreeMap<>(query);
        bound.remove("page");
        bound.remove("page_token");
        String parameters = module + bound + modifiedSince;

        Comparator<ZohoSimulatorStore.Row> order =
                sortBy.equals("id") ? ZohoSimulatorStore.Row.BY_ID : ZohoSimulatorStore.Row.BY_TIME;
        Comparator<ZohoSimulatorStore.Row> sorted = sortOrder.equals("asc") ? order : order.reversed();
        Stream<ZohoSimulatorStore.Row> rows = store.rows(module).stream()
                .filter(row -> since == null || row.modified().isAfter(since))
                .filter(row -> ids == null || ids.contains(row.id()))
                .sorted(sorted);
        int shownBefore = (page - 1) * perPage;
        String token = query.get("page_token");
        if (token == null) {
            rows = rows.skip(shownBefore);
        } else {
            Cursor cursor = cursor(token, parameters);
            rows = rows.filter(row -> sorted.compare(row, cursor.last()) > 0);
            shownBefore = cursor.shown();
            page = cursor.page() + 1;
        }
        List<ZohoSimulatorStore.Row> all = rows.toList();
        if (all.isEmpty()) {
            return ZohoSimulatorAnswer.nothing(since != null);
        }
        List<ZohoSimulatorStore.Row> here = all.subList(0, Math.min(perPage, all.size()));
        boolean more = all.size() > here.size();
        String next = null;
        if (more) {
            next = UUID.randomUUID().toString().replace("-", "");
            cursors.put(
                    next,
                    new Cursor(parameters, here.get(here.size() - 1), shownBefore + here.size(), page, store.now()));
        }
        Map<String, Object> info = info(perPage, here.size(), page, more);
        info.put("sort_by", sortBy);
        info.put("sort_order", sortOrder);
        info.put("next_page_token", next);
        info.put("previous_page_token", null);
        info.put(
                "page_token_expiry",
                next == null ? null : ZohoSimulatorStore.time(store.now().plus(TOKEN_LIFE)));
        return ZohoSimulatorAnswer.data(
                body(here.stream().map(row -> store.shown(row, fields)).toList(), info));
    }

    private Cursor cursor(String token, String parameters) {
        Cursor cursor = cursors.get(token);
        if (cursor == null) {
            throw new Refused("INVALID_DATA", "the page token is not known", "page_token");
        }
        if (!cursor.parameters().equals(parameters)) {
            throw new Refused("TOKEN_BOUND_DATA_MISMATCH", "the parameters have changed", "page_token");
        }
        if (cursor.issued().plus(TOKEN_LIFE).isBefore(store.now())) {
            throw new Refused("EXPIRED_VALUE", "the page token has expired", "page_token");
        }
        if (cursor.shown() >= MAX_BY_TOKEN) {
            throw new Refused("PAGINATION_LIMIT_EXCEEDED", "only 100000 records by page_token", "page_token");
        }
        return cursor;
    }

    private ZohoSimulatorAnswer deletedOf(String module, Map<String, String> query, String modifiedSince) {
        check(module, query, DELETED_PARAMETERS);
        oneOf(query, "type", "all", Set.of("all", "recycle", "permanent"));
        int perPage = number(query, "per_page", MAX_PER_PAGE, MAX_PER_PAGE);
        int page = number(query, "page", 1, Integer.MAX_VALUE);
        Instant since = since(modifiedSince);
        List<ZohoSimulatorStore.Deleted> all = store.deleted(module).stream()
                .filter(gone -> !"permanent".equals(query.get("type")))
                .filter(gone -> since == null || gone.at().isAfter(since))
                .skip((long) (page - 1) * perPage)
                .toList();
        if (all.isEmpty()) {
            return ZohoSimulatorAnswer.nothing(since != null);
        }
        List<Map<String, Object>> here = all.stream()
                .limit(perPage)
                .map(gone -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("id", gone.id());
                    row.put("display_name", gone.name());
                    row.put("type", "recycle");
                    row.put("deleted_time", ZohoSimulatorStore.time(gone.at()));
                    row.put("deleted_by", Map.of("name", "Wang Integration", "id", "5725767000000411001"));
                    row.put("created_by", null);
                    return row;
                })
                .toList();
        return ZohoSimulatorAnswer.data(body(here, info(perPage, here.size(), page, all.size() > here.size())));
    }

    private static List<String> ids(String ids) {
        if (ids == null) {
            return null;
        }
        if (ids.length() > MAX_IDS_LENGTH || !ids.matches("[0-9]{1,19}(,[0-9]{1,19}){0,99}")) {
            throw new Refused("INVALID_DATA", "not a list of ids, or too long", "ids");
        }
        return List.of(ids.split(","));
    }

    /** Knows one form of query only: the one that asks for the ids where a field has a value. */
    ZohoSimulatorAnswer coql(String query) {
        Matcher asked = COQL.matcher(query);
        if (!asked.matches() || !ZohoSimulatorStore.MODULES.contains(asked.group(1))) {
            return ZohoSimulatorAnswer.error(400, "SYNTAX_ERROR", "the query is not understood");
        }
        if (!schema.of(asked.group(1)).containsKey(asked.group(2))) {
            return ZohoSimulatorAnswer.error(
                    400, "INVALID_QUERY", "column given seems to be invalid", Map.of("column_name", asked.group(2)));
        }
        String value = asked.group(3).replace("\\'", "'").replace("\\\\", "\\");
        List<Map<String, Object>> found = store.rows(asked.group(1)).stream()
                .filter(row -> value.equals(row.fields().get(asked.group(2))))
                .map(row -> Map.<String, Object>of("id", row.id()))
                .toList();
        if (found.isEmpty()) {
            return ZohoSimulatorAnswer.nothing(false);
        }
        return ZohoSimulatorAnswer.data(
                Map.of("data", found, "info", Map.of("count", found.size(), "more_records", false)));
    }

    ZohoSimulatorAnswer count(String module) {
        return ZohoSimulatorAnswer.data(Map.of("count", store.rows(module).size()));
    }

    /** Two users: the integration's own, and one who has left. */
    ZohoSimulatorAnswer users(Map<String, String> query, String modifiedSince) {
        Instant since = since(modifiedSince);
        if (since != null && USERS_MODIFIED.isBefore(since)) {
            return ZohoSimulatorAnswer.nothing(true);
        }
        int page = number(query, "page", 1, Integer.MAX_VALUE);
        if (page > 1 || !query.getOrDefault("type", "").equals("AllUsers")) {
            return ZohoSimulatorAnswer.nothing(false);
        }
        List<Map<String, Object>> users = List.of(
                user("5725767000000411001", "Integration", "Wang", "integration@crm.example", "active"),
                user("5725767000000411002", "Li", "Chen", "li.chen@crm.example", "inactive"));
        return ZohoSimulatorAnswer.data(Map.of("users", users, "info", info(MAX_PER_PAGE, users.size(), 1, false)));
    }

    private static Map<String, Object> user(String id, String last, String first, String email, String status) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("id", id);
        user.put("first_name", first);
        user.put("last_name", last);
        user.put("full_name", first + " " + last);
        user.put("email", email);
        user.put("status", status);
        user.put("Modified_Time", ZohoSimulatorStore.time(USERS_MODIFIED));
        return user;
    }

    private static void check(String module, Map<String, String> query, Set<String> known) {
        if (!ZohoSimulatorStore.MODULES.contains(module)) {
            throw new Refused("INVALID_MODULE", "the module name given seems to be invalid", "module");
        }
        query.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new Refused("EXTRA_PARAM_FOUND", "the parameter is not known", name);
                });
    }

    private List<String> fields(String module, String fields) {
        if (fields == null || fields.isBlank()) {
            throw new Refused("REQUIRED_PARAM_MISSING", "one of the expected parameters is missing", "fields");
        }
        List<String> names = List.of(fields.split(","));
        if (names.size() > MAX_FIELDS) {
            throw new Refused("LIMIT_EXCEEDED", "more than 50 fields", "fields");
        }
        if (!schema.of(module).keySet().containsAll(names)) {
            throw new Refused("INVALID_DATA", "not a field of the module", "fields");
        }
        return names;
    }

    private static int number(Map<String, String> query, String name, int otherwise, int max) {
        String value = query.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[1-9][0-9]{0,8}") || Integer.parseInt(value) > max) {
            throw new Refused("INVALID_DATA", "not a number in the allowed range", name);
        }
        return Integer.parseInt(value);
    }

    private static String oneOf(Map<String, String> query, String name, String otherwise, Set<String> known) {
        String value = query.getOrDefault(name, otherwise);
        if (!known.contains(value)) {
            throw new Refused("INVALID_DATA", "not a known value", name);
        }
        return value;
    }

    private static Instant since(String header) {
        if (header == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(header).toInstant();
        } catch (DateTimeException e) {
            throw new Refused("INVALID_DATA", "not an ISO 8601 time", "If-Modified-Since");
        }
    }

    private static Map<String, Object> info(int perPage, int count, int page, boolean more) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("per_page", perPage);
        info.put("count", count);
        info.put("page", page);
        info.put("more_records", more);
        return info;
    }

    private static Map<String, Object> body(List<Map<String, Object>> data, Map<String, Object> info) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", new ArrayList<>(data));
        body.put("info", info);
        return body;
    }
}
