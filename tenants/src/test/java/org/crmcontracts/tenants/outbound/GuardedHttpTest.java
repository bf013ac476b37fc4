package org.crmcontracts.tenants.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmcontracts.tenants.outbound.OutboundAnswer.Answered;
import org.crmcontracts.tenants.outbound.OutboundAnswer.Failed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guarded client against real sockets of this machine. */
class GuardedHttpTest {
    private static final GuardedHttp.Limits SHORT =
            new GuardedHttp.Limits(Duration.ofMillis(500), Duration.ofMillis(1_500));

    private HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] body = (exchange.getRequestMethod() + " "
                            + exchange.getRequestHeaders().getFirst("X-Test") + " "
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-Answer", "yes");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/moved", exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders().set("Location", "/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/error", exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static GuardedHttp guarded(String... listed) {
        return new GuardedHttp(new UrlGuard(List.of(listed)), host -> List.of(InetAddress.getAllByName(host)), SHORT);
    }

    private String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    private static OutboundFailure failure(OutboundAnswer answer) {
        assertThat(answer).isInstanceOf(Failed.class);
        return ((Failed) answer).failure();
    }

    @Test
    void listedHostIsCalledWithHeadersAndBody() {
        OutboundAnswer answer = guarded("localhost")
                .call(OutboundRequest.post(
                        url("/x"),
                        Map.of("X-Test", "t", "Content-Type", "application/json"),
                        "{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(answer).isInstanceOfSatisfying(Answered.class, answered -> {
            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.text()).isEqualTo("POST t {}");
            assertThat(answered.header("X-Answer")).contains("yes");
        });
    }

    @Test
    void unlistedHostIsNotEvenConnectedTo() {
        assertThat(failure(guarded().call(OutboundRequest.get(url("/"))))).isEqualTo(OutboundFailure.ADDRESS_REFUSED);
        assertThat(failure(guarded("localhost:1").call(OutboundRequest.get(url("/")))))
                .isEqualTo(OutboundFailure.ADDRESS_REFUSED);
        assertThat(requests).hasValue(0);
    }

    @Test
    void redirectIsAnAnswerAndIsNotFollowed() {
        OutboundAnswer answer = guarded("localhost").call(OutboundRequest.get(url("/moved")));
        assertThat(answer).isInstanceOfSatisfying(Answered.class, answered -> {
            assertThat(answered.status()).isEqualTo(302);
            assertThat(answered.header("location")).contains("/");
        });
        assertThat(requests).hasValue(1);
    }

    @Test
    void errorIsNotTriedAgain() {
        assertThat(guarded("localhost").call(OutboundRequest.get(url("/error"))))
                .isInstanceOfSatisfying(Answered.class, answered -> assertThat(answered.status())
                        .isEqualTo(503));
        assertThat(requests).hasValue(1);
    }

    /** A name server that answers with a public address first and with ours afterwards. */
    @Test
    void rebindingReachesNothing() throws Exception {
        try (Listener listener = new Listener(socket -> {})) {
            for (List<String> answers : List.of(
                    // A global IPv6 address that nobody has.
                    List.of("2a00:dead:beef::1", "127.0.0.1"), List.of("127.0.0.1", "2a00:dead:beef::1"))) {
                AtomicInteger lookups = new AtomicInteger();
                GuardedHttp http = new GuardedHttp(
                        new UrlGuard(List.of(), listener.port()),
                        host -> List.of(InetAddress.getByName(answers.get(Math.min(lookups.getAndIncrement(), 1)))),
                        SHORT);
                assertThat(http.call(OutboundRequest.get("https://rebind.example.com:" + listener.port() + "/")))
                        .isInstanceOf(Failed.class);
                assertThat(lookups).hasValue(1);
            }
            GuardedHttp both = new GuardedHttp(
                    new UrlGuard(List.of(), listener.port()),
                    host -> List.of(InetAddress.getByName("2a00:dead:beef::1"), InetAddress.getByName("127.0.0.1")),
                    SHORT);
            assertThat(failure(both.call(OutboundRequest.get("https://rebind.example.com:" + listener.port() + "/"))))
                    .isEqualTo(OutboundFailure.ADDRESS_REFUSED);
            assertThat(listener.connections()).isZero();
            // The counter does count.
            guarded("localhost").call(OutboundRequest.get("http://localhost:" + listener.port() + "/"));
            assertThat(listener.connections()).isEqualTo(1);
        }
    }

    @Test
    void bodyIsCutAtTheLimit() throws Exception {
        GuardedHttp http = guarded("localhost");
        String url = url("/");
        int length = "GET null ".length();
        assertThat(http.call(OutboundRequest.get(url).atMost(length))).isInstanceOf(Answered.class);
        assertThat(failure(http.call(OutboundRequest.get(url).atMost(length - 1))))
                .isEqualTo(OutboundFailure.TOO_LARGE);
        try (Listener endless = new Listener(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] block = new byte[64 * 1024];
            while (true) {
                out.write(block);
            }
        })) {
            long begin = System.nanoTime();
            assertThat(failure(http.call(OutboundRequest.get("http://localhost:" + endless.port() + "/"))))
                    .isEqualTo(OutboundFailure.TOO_LARGE);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void slowDripEndsAtTheDeadline() throws Exception {
        endsInTime(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            drip(out, "x");
        });
        endsInTime(socket -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            drip(socket.getOutputStream(), "X: y\r\n");
        });
        endsInTime(socket -> Thread.sleep(20_000));
    }

    private static void drip(OutputStream out, String drop) throws IOException, InterruptedException {
        while (true) {
            out.write(drop.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Thread.sleep(100);
        }
    }

    private void endsInTime(Conversation other) throws Exception {
        try (Listener listener = new Listener(other)) {
            for (String scheme : List.of("http", "https")) {
                long begin = System.nanoTime();
                OutboundAnswer answer = guarded("localhost")
                        .call(OutboundRequest.get(scheme + "://localhost:" + listener.port() + "/"));
                // Nobody here speaks TLS, so over https the call may fail before.
                if (scheme.equals("http")) {
                    assertThat(failure(answer)).isEqualTo(OutboundFailure.TIMED_OUT);
                } else {
                    assertThat(answer).isInstanceOf(Failed.class);
                }
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
            }
        }
    }

    @Test
    void slowNameServerEndsAtTheDeadline() {
        GuardedHttp http = new GuardedHttp(
                new UrlGuard(List.of()),
                host -> {
                    try {
                        Thread.sleep(20_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of();
                },
                SHORT);
        assertThat(failure(http.call(OutboundRequest.get("https://slow.example.com/"))))
                .isEqualTo(OutboundFailure.TIMED_OUT);
    }

    @Test
    void failuresAreTold() throws Exception {
        GuardedHttp http = GuardedHttp.allowing("localhost", "127.0.0.1");
        try (Listener plain = new Listener(socket ->
                socket.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(failure(http.call(OutboundRequest.get("https://localhost:" + plain.port() + "/"))))
                    .isEqualTo(OutboundFailure.TLS_FAILED);
        }
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThat(failure(http.call(OutboundRequest.get("http://127.0.0.1:" + closed + "/"))))
                .isEqualTo(OutboundFailure.UNREACHABLE);
        GuardedHttp nameless = new GuardedHttp(
                new UrlGuard(List.of()),
                host -> {
                    throw new java.net.UnknownHostException(host);
                },
                SHORT);
        assertThat(failure(nameless.call(OutboundRequest.get("https://none.example.com/"))))
                .isEqualTo(OutboundFailure.UNREACHABLE);
        for (String broken : List.of("hello\r\n\r\n", "", "HTTP/1.1 200 OK\r\nX: " + "y".repeat(20_000) + "\r\n\r\n")) {
            try (Listener listener = new Listener(
                    socket -> socket.getOutputStream().write(broken.getBytes(StandardCharsets.US_ASCII)))) {
                assertThat(failure(http.call(OutboundRequest.get("http://localhost:" + listener.port() + "/"))))
                        .as(broken)
                        .isIn(OutboundFailure.BROKEN_ANSWER, OutboundFailure.UNREACHABLE);
                assertThat(listener.connections()).isEqualTo(1);
            }
        }
    }

    private interface Conversation {
        void with(Socket socket) throws IOException, InterruptedException;
    }

    /** Counts connections, reads the first bytes of each and then does as told. */
    private static final class Listener implements AutoCloseable {
        private final ServerSocket socket;
        private final AtomicInteger connections = new AtomicInteger();

        Listener(Conversation conversation) {
            try {
                socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            daemon(() -> {
                while (!socket.isClosed()) {
                    Socket one = socket.accept();
                    connections.incrementAndGet();
                    daemon(() -> {
                        try (one) {
                            one.getInputStream().read(new byte[8_192]);
                            conversation.with(one);
                        }
                    });
                }
            });
        }

        private interface Work {
            void run() throws IOException, InterruptedException;
        }

        private static void daemon(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException | InterruptedException e) {
                    // The other side went, or the test is over.
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        int connections() {
            return connections.get();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
