package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Zoho CRM for tests and demos: stateful, in memory, on the loopback address, and as strict as the real one.
 *
 * <p>Serves the token endpoint and the API from one port. The only accepted grant is that of {@link #CLIENT_ID},
 * {@link #CLIENT_SECRET} and {@link #REFRESH_TOKEN}.
 */
public final class ZohoSimulator {
    public static final String CLIENT_ID = "demo-client";
    public static final String CLIENT_SECRET = "demo-secret";
    public static final String REFRESH_TOKEN = "demo-refresh";

    private static final Pattern PATH =
            Pattern.compile("/crm/v8/(Accounts|Contacts)(/deleted|/upsert|/actions/count)?");
    private static final Pattern JOB = Pattern.compile("/crm/bulk/v8/read/([0-9]+)");
    private static final Pattern RESULT = Pattern.compile("/crm/bulk/v8/read/([0-9]+)/result");
    private static final String SCHEME = "Zoho-oauthtoken ";
    private static final int REMEMBERED = 2_000;
    private static final int EXPIRES_IN = 3_600;
    private static final Map<String, String> GRANT = Map.of(
            "grant_type", "refresh_token",
            "client_id", CLIENT_ID,
            "client_secret", CLIENT_SECRET,
            "refresh_token", REFRESH_TOKEN);

    private final ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private final ZohoSimulatorStore store;
    private final ZohoSimulatorSchema schema = new ZohoSimulatorSchema();
    private final ZohoSimulatorReads reads;
    private final ZohoSimulatorWrites writes;
    private final ZohoSimulatorJobs jobs;
    private final ZohoSimulatorChannels channels;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Deque<ZohoSimulatorFault> faults = new ArrayDeque<>();
    private final Deque<Map<String, Object>> tokenErrors = new ArrayDeque<>();
    private final Deque<Exchange> exchanges = new ConcurrentLinkedDeque<>();
    private String apiDomain;
    private HttpServer server;
    private ExecutorService threads;

    /**
     * What went over the line.
     *
     * @param modifiedSince null where the header was absent
     * @param sent the request's body, empty where it has none or holds secrets
     * @param status 0 where the connection was dropped
     * @param spoilt whether the answer is not what Zoho would send, as a fault was asked for
     */
    public record Exchange(
            String method,
            String path,
            Map<String, String> query,
            String modifiedSince,
            String unmodifiedSince,
            String sent,
            int status,
            String body,
            boolean spoilt) {}

    public ZohoSimulator() {
        this(Clock.systemUTC());
    }

    public ZohoSimulator(Clock clock) {
        store = new ZohoSimulatorStore(clock, schema);
        reads = new ZohoSimulatorReads(store, schema);
        writes = new ZohoSimulatorWrites(store, schema);
        jobs = new ZohoSimulatorJobs(store, schema);
        channels = new ZohoSimulatorChannels(store);
    }

    /** Port 0 takes a free one. Answers the port. */
    public int start(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newFixedThreadPool(4, task -> {
            Thread thread = new Thread(task, "zoho-simulator");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        return server.getAddress().getPort();
    }

    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** 40 invented Chinese companies with valid credit codes, each with one to three contacts. */
    public void seedChinese() {
        ZohoSimulatorSeed.chinese(store);
    }

    /** 40 invented companies outside China, each with one to three contacts. */
    public void seedEnglish() {
        ZohoSimulatorSeed.english(store);
    }

    /** Creates, or updates by {@code id}; sets Modified_Time to now unless it is given. Answers the id. */
    public String put(String module, Map<String, Object> fields) {
        return store.put(module, fields);
    }

    /** The ids of a module's records, in ascending order. */
    public List<String> ids(String module) {
        return store.rows(module).stream().map(ZohoSimulatorStore.Row::id).toList();
    }

    public void delete(String module, String id) {
        store.delete(module, id);
    }

    /** What a user would see of a record; null where there is none. */
    public Map<String, Object> held(String module, String id) {
        ZohoSimulatorStore.Row row = store.row(module, id);
        return row == null ? null : Map.copyOf(withoutNulls(row.fields()));
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> fields) {
        Map<String, Object> kept = new LinkedHashMap<>(fields);
        kept.values().removeIf(java.util.Objects::isNull);
        return kept;
    }

    /** An administrator takes a field away; its values are gone. */
    public void removeField(String module, String name) {
        schema.remove(module, name);
    }

    /** An administrator adds a field, or gives one another type or makes it mandatory. */
    public void setField(String module, String name, String type, int length, boolean mandatory) {
        schema.set(module, new ZohoSimulatorSchema.Field(name, type, length, mandatory, false, List.of()));
    }

    ZohoSimulatorJobs jobs() {
        return jobs;
    }

    /** A message that Zoho sends, and to which address. */
    public record Sent(String address, Map<String, Object> message) {}

    /** What Zoho would send now about records, to each channel that is open. */
    public List<Sent> notices(String module, List<String> recordIds, String operation) {
        return channels.open().stream()
                .map(channel -> new Sent(channel.url(), channels.message(channel, module, recordIds, operation)))
                .toList();
    }

    ZohoSimulatorChannels channels() {
        return channels;
    }

    /** Whether the field of our reference refuses duplicates; it does at first. */
    public void uniqueReference(boolean unique) {
        schema.reference(unique);
    }

    /**
     * The next answers about records fail in this way, after those that were told before; answers about fields, counts,
     * users and tokens do not.
     */
    public void fault(int times, ZohoSimulatorFault fault) {
        synchronized (faults) {
            for (int i = 0; i < times; i++) {
                faults.add(fault);
            }
        }
    }

    /** Forgets the faults that are still to come. */
    public void noFaults() {
        synchronized (faults) {
            faults.clear();
            tokenErrors.clear();
        }
    }

    /** The next grants are refused with this error, by status 200 as Zoho does it. */
    public void refuseGrants(int times, String error) {
        synchronized (faults) {
            for (int i = 0; i < times; i++) {
                tokenErrors.add(Map.of("error", error));
            }
        }
    }

    /** The same with a description. */
    public void refuseGrants(int times, String error, String description) {
        synchronized (faults) {
            for (int i = 0; i < times; i++) {
                tokenErrors.add(Map.of("error", error, "error_description", description));
            }
        }
    }

    /** The next grants name this address of the API instead of the simulator's own. */
    public void apiDomain(String domain) {
        apiDomain = domain;
    }

    /** All access tokens so far are no longer valid; the refresh token still is. */
    public void expireTokens() {
        tokens.clear();
    }

    public void expirePageTokens() {
        reads.expirePageTokens();
    }

    /** The latest exchanges, oldest first. */
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            try {
                respond(http);
            } catch (RuntimeException e) {
                send(
                        new Asked(http, Map.of(), "", true),
                        ZohoSimulatorAnswer.error(500, "SIMULATOR_FAILED", e.toString()));
            }
        }
    }

    private void respond(HttpExchange http) throws IOException {
        Map<String, String> query = decoded(http.getRequestURI().getRawQuery());
        String form = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (http.getRequestURI().getPath().equals("/oauth/v2/token")) {
            send(new Asked(http, query, form, false), new ZohoSimulatorAnswer(200, grant(http, form, query)));
            return;
        }
        Asked asked = new Asked(http, query, form, false);
        ZohoSimulatorFault fault;
        synchronized (faults) {
            fault = asked.isAboutRecords() ? faults.poll() : null;
        }
        Matcher result = RESULT.matcher(asked.path());
        if (result.matches()) {
            byte[] zip = jobs.result(result.group(1));
            if (zip == null) {
                send(asked, ZohoSimulatorJobs.missing());
            } else {
                send(asked, 200, "application/zip", zip, "");
            }
        } else if (fault == null) {
            send(asked, answer(asked));
        } else {
            boolean wellFormed = fault.kind() == ZohoSimulatorFault.Kind.ERROR
                    || fault.kind() == ZohoSimulatorFault.Kind.DELAY
                    || fault.kind() == ZohoSimulatorFault.Kind.DELAY_AFTER;
            fail(wellFormed ? asked : asked.asSpoilt(), fault);
        }
    }

    private record Asked(HttpExchange http, Map<String, String> query, String sent, boolean spoilt) {
        Asked asSpoilt() {
            return new Asked(http, query, sent, true);
        }

        String method() {
            return http.getRequestMethod();
        }

        String path() {
            return http.getRequestURI().getPath();
        }

        String header(String name) {
            return http.getRequestHeaders().getFirst(name);
        }

        boolean isAboutRecords() {
            return path().equals("/crm/v8/coql") || (PATH.matcher(path()).matches() && !path().endsWith("/count"));
        }
    }

    private Map<String, Object> grant(HttpExchange http, String form, Map<String, String> query) {
        synchronized (faults) {
            Map<String, Object> error = tokenErrors.poll();
            if (error != null) {
                return error;
            }
        }
        if (!http.getRequestMethod().equals("POST") || !query.isEmpty()) {
            return Map.of("error", "invalid_request");
        }
        Map<String, String> given = decoded(form);
        if (!CLIENT_ID.equals(given.get("client_id")) || !CLIENT_SECRET.equals(given.get("client_secret"))) {
            return Map.of("error", "invalid_client");
        }
        if (!GRANT.equals(given)) {
            return Map.of("error", "invalid_code");
        }
        String token = "1000." + UUID.randomUUID().toString().replace("-", "");
        tokens.add(token);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", token);
        answer.put("scope", "ZohoCRM.modules.ALL");
        answer.put(
                "api_domain",
                apiDomain == null ? "http://" + http.getRequestHeaders().getFirst("Host") : apiDomain);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", EXPIRES_IN);
        return answer;
    }

    private ZohoSimulatorAnswer answer(Asked asked) {
        String authorization = asked.header("Authorization");
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return ZohoSimulatorAnswer.error(401, "AUTHENTICATION_FAILURE", "Authentication failed");
        }
        if (!tokens.contains(authorization.substring(SCHEME.length()))) {
            return ZohoSimulatorAnswer.error(401, "INVALID_TOKEN", "invalid oauth token");
        }
        String route = asked.method() + " " + asked.path();
        String since = asked.header("If-Modified-Since");
        switch (route) {
            case "GET /crm/v8/settings/fields":
                String module = asked.query().getOrDefault("module", "");
                return ZohoSimulatorStore.MODULES.contains(module)
                        ? schema.described(module)
                        : ZohoSimulatorAnswer.error(400, "INVALID_MODULE", "no such module");
            case "GET /crm/v8/users":
                return reads.users(asked.query(), since);
            case "POST /crm/v8/coql":
                return reads.coql(json(asked.sent()).path("select_query").asText());
            case "POST /crm/bulk/v8/read":
                return jobs.start(json(asked.sent()));
            case "POST /crm/v8/actions/watch", "PUT /crm/v8/actions/watch":
                return channels.set(json(asked.sent()), asked.method().equals("PUT"));
            case "DELETE /crm/v8/actions/watch":
                return channels.remove(asked.query().get("channel_ids"));
            default:
                Matcher job = JOB.matcher(asked.path());
                return job.matches() ? jobs.details(job.group(1)) : aboutRecords(asked, since);
        }
    }

    private ZohoSimulatorAnswer aboutRecords(Asked asked, String since) {
        Matcher path = PATH.matcher(asked.path());
        if (!path.matches()) {
            return ZohoSimulatorAnswer.error(404, "INVALID_URL_PATTERN", "Please check if the URL is correct");
        }
        String module = path.group(1);
        String unmodified = asked.header("If-Unmodified-Since");
        return switch (asked.method() + (path.group(2) == null ? "" : path.group(2))) {
            case "GET" -> reads.list(module, asked.query(), since);
            case "GET/deleted" -> reads.deleted(module, asked.query(), since);
            case "GET/actions/count" -> reads.count(module);
            case "POST" -> writes.write(module, ZohoSimulatorWrites.Operation.INSERT, json(asked.sent()), unmodified);
            case "PUT" -> writes.write(module, ZohoSimulatorWrites.Operation.UPDATE, json(asked.sent()), unmodified);
            case "DELETE" -> writes.delete(module, asked.query().getOrDefault("ids", ""));
            case "POST/upsert" -> writes.write(
                    module, ZohoSimulatorWrites.Operation.UPSERT, json(asked.sent()), unmodified);
            default -> ZohoSimulatorAnswer.error(400, "INVALID_REQUEST_METHOD", "The method is not known here");
        };
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The request is not JSON", e);
        }
    }

    private void fail(Asked asked, ZohoSimulatorFault fault) throws IOException {
        switch (fault.kind()) {
            case ERROR -> {
                if (!fault.late().isZero()) {
                    asked.http()
                            .getResponseHeaders()
                            .set("Retry-After", String.valueOf(fault.late().toSeconds()));
                }
                send(asked, ZohoSimulatorAnswer.error(fault.status(), fault.code(), "A fault was asked for"));
            }
            case HTML -> send(asked, fault.status(), "text/html", bytes("<html><body>Sorry</body></html>"), "html");
            case EMPTY -> send(asked, fault.status(), "application/json;charset=UTF-8", new byte[0], "");
            case WRONG_CHARSET -> {
                ZohoSimulatorAnswer answer = answer(asked);
                byte[] bytes = (body(answer) + " ").getBytes(StandardCharsets.UTF_16LE);
                send(asked, answer.status(), "application/json;charset=UTF-8", bytes, "utf-16");
            }
            case DROP -> remember(asked, 0, "");
            case DROP_AFTER -> {
                answer(asked);
                remember(asked, 0, "");
            }
            case CUT -> {
                remember(asked, 0, "");
                asked.http().getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
                asked.http().sendResponseHeaders(200, 10_000);
                asked.http().getResponseBody().write(bytes("{\"data\":["));
                asked.http().getResponseBody().flush();
            }
            case DELAY -> {
                sleep(fault.late());
                send(asked, answer(asked));
            }
            case DELAY_AFTER -> {
                ZohoSimulatorAnswer answer = answer(asked);
                sleep(fault.late());
                send(asked, answer);
            }
            case GARBLED_RECORD, HALF, SHUFFLED, REPEATED -> send(asked, spoilt(answer(asked), fault.kind()));
        }
    }

    private static ZohoSimulatorAnswer spoilt(ZohoSimulatorAnswer answer, ZohoSimulatorFault.Kind kind) {
        if (!(answer.body().get("data") instanceof List<?> rows)) {
            return answer;
        }
        Map<String, Object> body = new LinkedHashMap<>(answer.body());
        List<Object> shown = new ArrayList<>(rows);
        if (kind == ZohoSimulatorFault.Kind.GARBLED_RECORD) {
            Map<String, Object> first = new LinkedHashMap<>();
            ((Map<?, ?>) rows.get(0)).forEach((name, value) -> first.put(String.valueOf(name), value));
            first.put("Phone", Map.of("unexpected", true));
            shown.set(0, first);
        } else if (kind == ZohoSimulatorFault.Kind.HALF) {
            shown = shown.subList(0, shown.size() / 2);
            Map<String, Object> info = new LinkedHashMap<>();
            ((Map<?, ?>) body.get("info")).forEach((name, value) -> info.put(String.valueOf(name), value));
            info.put("more_records", false);
            info.put("next_page_token", null);
            info.put("count", shown.size());
            body.put("info", info);
        } else {
            Collections.reverse(shown);
            shown.set(0, shown.get(shown.size() - 1));
        }
        body.put("data", shown);
        return new ZohoSimulatorAnswer(answer.status(), body);
    }

    private static void sleep(Duration span) {
        try {
            Thread.sleep(span.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String body(ZohoSimulatorAnswer answer) {
        try {
            return answer.body().isEmpty() ? "" : mapper.writeValueAsString(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void send(Asked asked, ZohoSimulatorAnswer answer) throws IOException {
        String body = body(answer);
        send(asked, answer.status(), "application/json;charset=UTF-8", bytes(body), body);
    }

    private void send(Asked asked, int status, String type, byte[] bytes, String remembered) throws IOException {
        remember(asked, status, remembered);
        HttpExchange http = asked.http();
        if (bytes.length == 0) {
            http.sendResponseHeaders(status, -1);
            return;
        }
        http.getResponseHeaders().set("Content-Type", type);
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    private void remember(Asked asked, int status, String body) {
        exchanges.add(new Exchange(
                asked.method(),
                asked.path(),
                asked.query(),
                asked.header("If-Modified-Since"),
                asked.header("If-Unmodified-Since"),
                asked.path().startsWith("/oauth") ? "" : asked.sent(),
                status,
                body,
                asked.spoilt()));
        if (exchanges.size() > REMEMBERED) {
            exchanges.poll();
        }
    }

    private static Map<String, String> decoded(String encoded) {
        Map<String, String> decoded = new LinkedHashMap<>();
        if (encoded != null && !encoded.isEmpty()) {
            for (String pair : encoded.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                decoded.put(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return decoded;
    }
}
