package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
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

    private static final Pattern PATH = Pattern.compile("/crm/v8/([A-Za-z_0-9]+)(/deleted)?");
    private static final String SCHEME = "Zoho-oauthtoken ";
    private static final int REMEMBERED = 2_000;
    private static final int EXPIRES_IN = 3_600;
    private static final Map<String, String> GRANT = Map.of(
            "grant_type", "refresh_token",
            "client_id", CLIENT_ID,
            "client_secret", CLIENT_SECRET,
            "refresh_token", REFRESH_TOKEN);

    private final ObjectMapper mapper = new ObjectMapper();
    private final ZohoSimulatorStore store;
    private final ZohoSimulatorReads reads;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Deque<ZohoSimulatorFault> faults = new ArrayDeque<>();
    private final Deque<String> tokenErrors = new ArrayDeque<>();
    private final Deque<Exchange> exchanges = new ConcurrentLinkedDeque<>();
    private HttpServer server;
    private ExecutorService threads;

    /**
     * What went over the line.
     *
     * @param modifiedSince null where the header was absent
     * @param status 0 where the connection was dropped
     */
    public record Exchange(
            String method, String path, Map<String, String> query, String modifiedSince, int status, String body) {}

    public ZohoSimulator() {
        this(Clock.systemUTC());
    }

    public ZohoSimulator(Clock clock) {
        store = new ZohoSimulatorStore(clock);
        reads = new ZohoSimulatorReads(store);
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

    /** The next answers of the API, not of the token endpoint, fail in this way; adds to faults already waiting. */
    public void fault(int times, ZohoSimulatorFault fault) {
        synchronized (faults) {
            for (int i = 0; i < times; i++) {
                faults.add(fault);
            }
        }
    }

    /** The next grants are refused with this error, by status 200 as Zoho does it. */
    public void refuseGrants(int times, String error) {
        synchronized (faults) {
            for (int i = 0; i < times; i++) {
                tokenErrors.add(error);
            }
        }
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
                send(http, Map.of(), ZohoSimulatorAnswer.error(500, "SIMULATOR_FAILED", e.toString()));
            }
        }
    }

    private void respond(HttpExchange http) throws IOException {
        Map<String, String> query = decoded(http.getRequestURI().getRawQuery());
        String form = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (http.getRequestURI().getPath().equals("/oauth/v2/token")) {
            send(http, query, new ZohoSimulatorAnswer(200, grant(http, form, query)));
            return;
        }
        ZohoSimulatorFault fault;
        synchronized (faults) {
            fault = faults.poll();
        }
        if (fault == null) {
            send(http, query, answer(http, query));
        } else {
            fail(http, query, fault);
        }
    }

    private Map<String, Object> grant(HttpExchange http, String form, Map<String, String> query) {
        synchronized (faults) {
            String error = tokenErrors.poll();
            if (error != null) {
                return Map.of("error", error);
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
        answer.put("api_domain", "http://" + http.getRequestHeaders().getFirst("Host"));
        answer.put("token_type", "Bearer");
        answer.put("expires_in", EXPIRES_IN);
        return answer;
    }

    private ZohoSimulatorAnswer answer(HttpExchange http, Map<String, String> query) {
        Headers headers = http.getRequestHeaders();
        String authorization = headers.getFirst("Authorization");
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            return ZohoSimulatorAnswer.error(401, "AUTHENTICATION_FAILURE", "Authentication failed");
        }
        if (!tokens.contains(authorization.substring(SCHEME.length()))) {
            return ZohoSimulatorAnswer.error(401, "INVALID_TOKEN", "invalid oauth token");
        }
        Matcher path = PATH.matcher(http.getRequestURI().getPath());
        if (!path.matches()) {
            return ZohoSimulatorAnswer.error(404, "INVALID_URL_PATTERN", "Please check if the URL is correct");
        }
        if (!http.getRequestMethod().equals("GET")) {
            return ZohoSimulatorAnswer.error(400, "INVALID_REQUEST_METHOD", "The simulator is read by GET only");
        }
        String since = headers.getFirst("If-Modified-Since");
        return path.group(2) == null
                ? reads.list(path.group(1), query, since)
                : reads.deleted(path.group(1), query, since);
    }

    private void fail(HttpExchange http, Map<String, String> query, ZohoSimulatorFault fault) throws IOException {
        switch (fault.kind()) {
            case ERROR -> send(
                    http, query, ZohoSimulatorAnswer.error(fault.status(), fault.code(), "A fault was asked for"));
            case HTML -> send(http, query, fault.status(), "text/html", "<html><body>Sorry</body></html>");
            case DROP -> remember(http, query, 0, "");
            case CUT -> {
                remember(http, query, 0, "");
                http.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
                http.sendResponseHeaders(200, 10_000);
                http.getResponseBody().write("{\"data\":[".getBytes(StandardCharsets.UTF_8));
                http.getResponseBody().flush();
            }
            case DELAY -> {
                try {
                    Thread.sleep(fault.late().toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                send(http, query, answer(http, query));
            }
            case GARBLED_RECORD -> {
                ZohoSimulatorAnswer answer = answer(http, query);
                if (answer.body().get("data") instanceof List<?> rows && rows.get(0) instanceof Map<?, ?> first) {
                    @SuppressWarnings("unchecked") // the simulator's own rows
                    Map<String, Object> row = (Map<String, Object>) first;
                    row.put("Phone", Map.of("unexpected", true));
                }
                send(http, query, answer);
            }
        }
    }

    private void send(HttpExchange http, Map<String, String> query, ZohoSimulatorAnswer answer) throws IOException {
        String body;
        try {
            body = answer.body().isEmpty() ? "" : mapper.writeValueAsString(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        send(http, query, answer.status(), "application/json;charset=UTF-8", body);
    }

    private void send(HttpExchange http, Map<String, String> query, int status, String type, String body)
            throws IOException {
        remember(http, query, status, body);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            http.sendResponseHeaders(status, -1);
            return;
        }
        http.getResponseHeaders().set("Content-Type", type);
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    private void remember(HttpExchange http, Map<String, String> query, int status, String body) {
        exchanges.add(new Exchange(
                http.getRequestMethod(),
                http.getRequestURI().getPath(),
                query,
                http.getRequestHeaders().getFirst("If-Modified-Since"),
                status,
                body));
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
