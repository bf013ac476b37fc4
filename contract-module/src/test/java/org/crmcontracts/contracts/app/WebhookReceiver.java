package org.crmcontracts.contracts.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver of webhooks on this machine: keeps what comes to each path and answers as it is told. */
final class WebhookReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<Received>> received = new ConcurrentHashMap<>();
    private final Map<String, IntFunction<Answer>> answers = new ConcurrentHashMap<>();

    /** What to answer, after the wait. */
    record Answer(int status, Map<String, String> headers, BooleanSupplier until) {
        static Answer of(int status) {
            return new Answer(status, Map.of(), () -> true);
        }
    }

    /** A request as it came. */
    record Received(Map<String, String> headers, byte[] body, Instant at) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String id() {
            return headers.get("webhook-id");
        }

        List<String> signatures() {
            return List.of(headers.get("webhook-signature").split(" "));
        }

        /** Whether the secret signed it; computed here, not by the product. */
        boolean isSignedBy(String secret) throws Exception {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id() + "." + headers.get("webhook-timestamp") + ".").getBytes(StandardCharsets.UTF_8));
            return signatures().contains("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)));
        }
    }

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    /** Answers the n-th request to the path, from 0, like this; 204 for paths that were never told. */
    void answer(String path, IntFunction<Answer> how) {
        answers.put(path, how);
    }

    List<Received> at(String path) {
        return received.computeIfAbsent(path, p -> new CopyOnWriteArrayList<>());
    }

    /** Waits until so many requests came to the path. */
    List<Received> await(String path, int number) {
        Awaiting.within(Awaiting.LONG, path + " received " + number + " messages", () -> at(path).size() >= number);
        return at(path);
    }

    private void receive(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> headers = new ConcurrentHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
        byte[] body = exchange.getRequestBody().readAllBytes();
        List<Received> here = at(path);
        int number;
        synchronized (here) {
            number = here.size();
            here.add(new Received(headers, body, Instant.now()));
        }
        Answer answer = answers.getOrDefault(path, n -> Answer.of(204)).apply(number);
        Awaiting.within(Awaiting.LONG, "the answer may be given", answer.until()::getAsBoolean);
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
