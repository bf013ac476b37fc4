package org.crmcontracts.connectors.sync;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmTraits;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.crmcontracts.tenants.http.Json;
import org.jspecify.annotations.Nullable;

/** CRMs of a test behind HTTP, so that they outlive a process that works with them and is killed. */
final class CrmDoor implements AutoCloseable {
    /** Has no reply: whoever asks waits there to be killed. */
    private static final String REACHED = "reached";

    /** Says which kind an outcome is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    private interface Typed {}

    static final ObjectMapper JSON = Json.mapper()
            .copy()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(WriteOutcome.class, Typed.class);

    private final Map<UUID, FakeCrm> crms;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile CountDownLatch called = new CountDownLatch(1);
    private volatile CountDownLatch reached = new CountDownLatch(1);

    /**
     * @param crms by connection; each is used by one thread at a time, which must hold its monitor
     */
    CrmDoor(Map<UUID, FakeCrm> crms) {
        this.crms = crms;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Expects another process. */
    void expect() {
        called = new CountDownLatch(1);
        reached = new CountDownLatch(1);
    }

    /** Opens when a process has made its first call. */
    CountDownLatch called() {
        return called;
    }

    /** Opens when a process has come to where it is to be killed. */
    CountDownLatch reached() {
        return reached;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        called.countDown();
        if (path[0].equals(REACHED)) {
            reached.countDown();
            return;
        }
        FakeCrm crm = crms.get(UUID.fromString(path[0]));
        byte[] answer;
        synchronized (crm) {
            answer = JSON.writeValueAsBytes(answer(crm, path[1], body));
        }
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static Object answer(FakeCrm crm, String call, JsonNode body) throws IOException {
        RemoteKind kind = JSON.convertValue(body.path("kind"), RemoteKind.class);
        return switch (call) {
            case "traits" -> crm.traits();
            case "describe" -> crm.describe(kind);
            case "pull" -> crm.pull(JSON.convertValue(body.get("of"), PullRequest.class));
            case "deletions" -> crm.deletions(kind, JSON.convertValue(body.get("of"), Instant.class));
            case "read" -> crm.read(kind, JSON.convertValue(body.get("of"), new TypeReference<>() {}), Set.of());
            case "findByReference" -> crm.findByReference(kind, body.get("of").textValue(), Set.of());
            case "write" -> {
                List<JsonNode> outcomes = new ArrayList<>();
                List<RemoteChange> changes = JSON.convertValue(body.get("of"), new TypeReference<>() {});
                for (WriteOutcome outcome : crm.write(kind, changes)) {
                    // One by one: a list's elements would be written without their type.
                    outcomes.add(
                            JSON.readTree(JSON.writerFor(WriteOutcome.class).writeValueAsString(outcome)));
                }
                yield outcomes;
            }
            default -> throw new IllegalArgumentException(call);
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** The other end of the door. */
    static final class Visitor {
        private final HttpClient http = HttpClient.newHttpClient();
        private final URI door;

        Visitor(URI door) {
            this.door = door;
        }

        /** Says that the process is where it is to be killed; does not return. */
        void reached() {
            post(REACHED, Map.of());
        }

        Crm crm(UUID connection) {
            return new Remote(this, connection);
        }

        private String post(String path, Map<String, ?> body) {
            try {
                // By POST, as the client sends nothing else once only.
                HttpRequest request = HttpRequest.newBuilder(door.resolve(path))
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build();
                return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private record Remote(Visitor visitor, UUID connection) implements Crm {
        private <T> T call(String call, @Nullable RemoteKind kind, @Nullable Object of, TypeReference<T> type) {
            Map<String, Object> body = new java.util.HashMap<>();
            body.put("kind", kind);
            body.put("of", of);
            try {
                return JSON.readValue(visitor.post(connection + "/" + call, body), type);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public CrmTraits traits() {
            return call("traits", null, null, new TypeReference<>() {});
        }

        @Override
        public List<RemoteField> describe(RemoteKind kind) {
            return call("describe", kind, null, new TypeReference<>() {});
        }

        @Override
        public RemotePage pull(PullRequest request) {
            return call("pull", null, request, new TypeReference<>() {});
        }

        @Override
        public List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since) {
            return call("deletions", kind, since, new TypeReference<>() {});
        }

        @Override
        public List<RemoteRecord> read(RemoteKind kind, Set<String> externalIds, Set<String> fields) {
            return call("read", kind, externalIds, new TypeReference<>() {});
        }

        @Override
        public List<RemoteRecord> findByReference(RemoteKind kind, String reference, Set<String> fields) {
            return call("findByReference", kind, reference, new TypeReference<>() {});
        }

        @Override
        public List<WriteOutcome> write(RemoteKind kind, List<RemoteChange> changes) {
            return call("write", kind, changes, new TypeReference<>() {});
        }
    }
}
