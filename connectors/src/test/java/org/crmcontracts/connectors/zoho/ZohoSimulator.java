package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A stateful Zoho CRM v8 for tests and the demo: login, list and deleted records of Accounts and Contacts. It refuses
 * what Zoho documents as refused (missing or too many fields, a wrong scheme, unknown parameters, foreign page tokens)
 * and can be told to fail. Times have whole seconds, as Zoho's do.
 */
public final class ZohoSimulator {
    /** One request and its answer, for validation against the vendor's document. */
    public record Seen(String method, String path, Map<String, String> query, int status, String body) {}

    /** A failure for one of the next requests. */
    public enum Fault {
        THROTTLED,
        INTERNAL_ERROR,
        DROPPED,
        HTML
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final Set<String> LIST_PARAMETERS = Set.of(
            "fields",
            "ids",
            "page",
            "per_page",
            "page_token",
            "sort_by",
            "sort_order",
            "cvid",
            "converted",
            "territory_id",
            "include_child");
    private static final Set<String> DELETED_PARAMETERS = Set.of("type", "page", "per_page");
    private static final int MOST_WITHOUT_TOKEN = 2_000;

    private record Deleted(String id, Instant at) {}

    private final Map<String, Map<String, Map<String, Object>>> modules = new HashMap<>();
    private final Map<String, List<Deleted>> deleted = new HashMap<>();
    private final Map<String, String> pageTokens = new HashMap<>();
    private final Set<String> accessTokens = new java.util.HashSet<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private ExecutorService pool;
    private long nextId = 4876876000000000001L;
    private int logins;

    public ZohoSimulator() {
        for (String module : List.of("Accounts", "Contacts")) {
            modules.put(module, new LinkedHashMap<>());
            deleted.put(module, new ArrayList<>());
        }
    }

    /**
     * Serves on the loopback address.
     *
     * @param port 0 for a free one
     * @return the port
     */
    public int start(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        pool = Executors.newFixedThreadPool(4, body -> {
            Thread thread = new Thread(body, "zoho-simulator");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(pool);
        server.createContext("/", this::serve);
        server.start();
        return server.getAddress().getPort();
    }

    public void stop() {
        server.stop(0);
        pool.shutdownNow();
    }

    public void seedChinese() {
        ZohoSimulatorData.chinese(this);
    }

    public void seedEnglish() {
        ZohoSimulatorData.english(this);
    }

    /** Creates a record, or changes the one whose {@code id} the fields name; returns its id. */
    public synchronized String put(String module, Map<String, Object> fields) {
        String id = (String) fields.getOrDefault("id", String.valueOf(nextId++));
        Map<String, Object> record = modules.get(module).computeIfAbsent(id, key -> new LinkedHashMap<>());
        record.putAll(fields);
        record.put("id", id);
        record.put("Modified_Time", time(Instant.now()));
        return id;
    }

    public synchronized void delete(String module, String id) {
        if (modules.get(module).remove(id) != null) {
            deleted.get(module).add(new Deleted(id, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        }
    }

    /** The next so many requests for records fail this way. */
    public synchronized void fault(Fault fault, int times) {
        for (int i = 0; i < times; i++) {
            faults.add(fault);
        }
    }

    /** Every access token granted so far is refused from now on. */
    public synchronized void expireTokens() {
        accessTokens.clear();
    }

    public synchronized void expirePageTokens() {
        pageTokens.clear();
    }

    public synchronized int logins() {
        return logins;
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    private void serve(HttpExchange exchange) throws IOException {
        Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
        String path = exchange.getRequestURI().getPath();
        try {
            Answer answer = path.equals("/oauth/v2/token") ? login(exchange) : records(exchange, path, query);
            if (answer == null) {
                exchange.close();
                return;
            }
            seen.add(new Seen(exchange.getRequestMethod(), path, query, answer.status(), answer.body()));
            send(exchange, answer);
        } catch (RuntimeException e) {
            send(exchange, refusal(500, "INTERNAL_ERROR", e.toString()));
        }
    }

    private record Answer(int status, String body, String type) {}

    private static Answer json(int status, ObjectNode body) {
        return new Answer(status, body.toString(), "application/json;charset=UTF-8");
    }

    private static Answer refusal(int status, String code, String message) {
        ObjectNode body = JSON.createObjectNode();
        body.put("code", code);
        body.putObject("details");
        body.put("message", message);
        body.put("status", "error");
        return json(status, body);
    }

    private synchronized Answer login(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        ObjectNode body = JSON.createObjectNode();
        if (!exchange.getRequestMethod().equals("POST") || !"refresh_token".equals(form.get("grant_type"))) {
            return json(200, body.put("error", "invalid_request"));
        }
        if (!"demo-client".equals(form.get("client_id")) || !"demo-secret".equals(form.get("client_secret"))) {
            return json(200, body.put("error", "invalid_client"));
        }
        if (!"demo-refresh".equals(form.get("refresh_token"))) {
            return json(200, body.put("error", "invalid_code"));
        }
        logins++;
        String token = "1000." + UUID.randomUUID().toString().replace("-", "");
        accessTokens.add(token);
        body.put("access_token", token);
        body.put("api_domain", "http://localhost:" + server.getAddress().getPort());
        body.put("token_type", "Bearer");
        body.put("expires_in", 3600);
        return json(200, body);
    }

    private synchronized Answer records(HttpExchange exchange, String path, Map<String, String> query) {
        Fault fault = faults.poll();
        if (fault != null) {
            return switch (fault) {
                case THROTTLED -> refusal(429, "TOO_MANY_REQUESTS", "too many requests");
                case INTERNAL_ERROR -> refusal(500, "INTERNAL_ERROR", "internal error");
                case HTML -> new Answer(200, "<html><body>Sign in</body></html>", "text/html");
                case DROPPED -> null;
            };
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization == null || !authorization.startsWith("Zoho-oauthtoken ")) {
            return refusal(401, "AUTHENTICATION_FAILURE", "Authentication failed");
        }
        if (!accessTokens.contains(authorization.substring("Zoho-oauthtoken ".length()))) {
            return refusal(401, "INVALID_TOKEN", "invalid oauth token");
        }
        String[] parts = path.split("/");
        if (parts.length < 4 || !path.startsWith("/crm/v8/") || !modules.containsKey(parts[3])) {
            return refusal(400, "INVALID_MODULE", "the module name given seems to be invalid");
        }
        String sinceText = exchange.getRequestHeaders().getFirst("If-Modified-Since");
        Instant since =
                sinceText == null ? null : OffsetDateTime.parse(sinceText).toInstant();
        if (parts.length == 5 && parts[4].equals("deleted")) {
            return listDeleted(parts[3], query, since);
        }
        return list(parts[3], query, since);
    }

    private Answer list(String module, Map<String, String> query, Instant since) {
        if (!LIST_PARAMETERS.containsAll(query.keySet())) {
            return refusal(400, "INVALID_DATA", "unknown parameter");
        }
        if (!query.containsKey("fields")) {
            return refusal(400, "REQUIRED_PARAM_MISSING", "One of the expected parameter is missing");
        }
        List<String> fields = List.of(query.get("fields").split(","));
        if (fields.size() > 50) {
            return refusal(400, "LIMIT_EXCEEDED", "more than 50 fields");
        }
        if (query.containsKey("page") && query.containsKey("page_token")) {
            return refusal(400, "AMBIGUITY_DURING_PROCESSING", "page and page_token");
        }
        int size = Integer.parseInt(query.getOrDefault("per_page", "200"));
        if (size < 1 || size > 200) {
            return refusal(400, "INVALID_DATA", "per_page");
        }
        String bound = query.get("fields") + "|" + query.get("sort_by") + "|" + query.get("sort_order") + "|" + since;
        int from = (Integer.parseInt(query.getOrDefault("page", "1")) - 1) * size;
        if (query.containsKey("page_token")) {
            String known = pageTokens.get(query.get("page_token"));
            if (known == null) {
                return refusal(400, "EXPIRED_VALUE", "page_token expired");
            }
            if (!known.substring(known.indexOf('#') + 1).equals(bound)) {
                return refusal(400, "TOKEN_BOUND_DATA_MISMATCH", "parameters changed");
            }
            from = Integer.parseInt(known.substring(0, known.indexOf('#')));
        } else if (from + size > MOST_WITHOUT_TOKEN) {
            return refusal(400, "DISCRETE_PAGINATION_LIMIT_EXCEEDED", "use page_token");
        }
        List<Map<String, Object>> hits = hits(module, query, since);
        if (hits.isEmpty() || from >= hits.size()) {
            return since != null && hits.isEmpty() ? new Answer(304, "", "") : new Answer(204, "", "");
        }
        List<Map<String, Object>> page = hits.subList(from, Math.min(from + size, hits.size()));
        boolean more = from + size < hits.size();
        ObjectNode body = JSON.createObjectNode();
        ArrayNode data = body.putArray("data");
        for (Map<String, Object> record : page) {
            ObjectNode row = data.addObject();
            row.put("id", (String) record.get("id"));
            fields.forEach(field -> row.set(field, JSON.valueToTree(record.get(field))));
        }
        body.set("info", info(query, size, from, page.size(), more, bound));
        return json(200, body);
    }

    private ObjectNode info(Map<String, String> query, int size, int from, int count, boolean more, String bound) {
        ObjectNode info = JSON.createObjectNode();
        info.put("call", false);
        info.put("per_page", size);
        info.put("count", count);
        info.put("page", from / size + 1);
        info.put("sort_by", query.getOrDefault("sort_by", "id"));
        info.put("sort_order", query.getOrDefault("sort_order", "desc"));
        info.put("email", false);
        info.put("more_records", more);
        info.putNull("previous_page_token");
        if (more) {
            String token = UUID.randomUUID().toString().replace("-", "");
            pageTokens.put(token, (from + size) + "#" + bound);
            info.put("next_page_token", token);
            info.put("page_token_expiry", time(Instant.now().plus(1, ChronoUnit.DAYS)));
        } else {
            info.putNull("next_page_token");
            info.putNull("page_token_expiry");
        }
        return info;
    }

    private List<Map<String, Object>> hits(String module, Map<String, String> query, Instant since) {
        List<Map<String, Object>> hits = new ArrayList<>();
        for (Map<String, Object> record : modules.get(module).values()) {
            if (since == null || !modified(record).isBefore(since)) {
                hits.add(record);
            }
        }
        boolean byTime = "Modified_Time".equals(query.get("sort_by"));
        Comparator<Map<String, Object>> order = byTime
                ? Comparator.comparing(ZohoSimulator::modified).thenComparing(r -> (String) r.get("id"))
                : Comparator.comparing(r -> (String) r.get("id"));
        hits.sort("asc".equals(query.get("sort_order")) ? order : order.reversed());
        return hits;
    }

    private Answer listDeleted(String module, Map<String, String> query, Instant since) {
        if (!DELETED_PARAMETERS.containsAll(query.keySet())) {
            return refusal(400, "INVALID_DATA", "unknown parameter");
        }
        List<Deleted> hits = deleted.get(module).stream()
                .filter(d -> since == null || !d.at().isBefore(since))
                .toList();
        if (hits.isEmpty()) {
            return new Answer(204, "", "");
        }
        int size = Integer.parseInt(query.getOrDefault("per_page", "200"));
        int from = (Integer.parseInt(query.getOrDefault("page", "1")) - 1) * size;
        ObjectNode body = JSON.createObjectNode();
        ArrayNode data = body.putArray("data");
        for (Deleted row : hits.subList(Math.min(from, hits.size()), Math.min(from + size, hits.size()))) {
            ObjectNode item = data.addObject();
            item.putObject("deleted_by").put("name", "Admin").put("id", "4876876000000000000");
            item.put("id", row.id());
            item.putNull("display_name");
            item.put("type", "recycle");
            item.putObject("created_by").put("name", "Admin").put("id", "4876876000000000000");
            item.put("deleted_time", time(row.at()));
        }
        ObjectNode info = body.putObject("info");
        info.put("per_page", size);
        info.put("count", data.size());
        info.put("page", from / size + 1);
        info.put("more_records", from + size < hits.size());
        return json(200, body);
    }

    private static Instant modified(Map<String, Object> record) {
        return OffsetDateTime.parse((String) record.get("Modified_Time")).toInstant();
    }

    private static String time(Instant at) {
        return TIME.format(at.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.ofHours(8)));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8),
                    equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            exchange.getResponseHeaders().set("Content-Type", answer.type());
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
