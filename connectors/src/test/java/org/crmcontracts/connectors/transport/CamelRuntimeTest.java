package org.crmcontracts.connectors.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CamelRuntimeTest {
    private static final Pace QUICK =
            new Pace(Duration.ofSeconds(2), Duration.ofMillis(500), 3, Duration.ofMillis(2), Duration.ofMillis(5));
    private static final Pace PATIENT =
            new Pace(Duration.ofSeconds(10), Duration.ofSeconds(20), 3, Duration.ofMillis(2), Duration.ofMillis(5));
    private static final int MAX_BYTES = 10_000;

    private final List<String> metered = Collections.synchronizedList(new ArrayList<>());
    private final CamelRuntime runtime =
            new CamelRuntime((CallMeter) (way, took, answered) -> metered.add(way + " " + answered));
    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;
    private ExecutorService threads;
    private Answering answering;
    private URI url;

    @FunctionalInterface
    private interface Answering {
        void answer(HttpExchange http) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", http -> {
            calls.incrementAndGet();
            try (http) {
                answering.answer(http);
            }
        });
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/a?b=c%20d");
    }

    @AfterEach
    void stop() {
        runtime.stop();
        server.stop(0);
        threads.shutdownNow();
    }

    private static Way way(String name, List<String> anywhere) {
        return new Way(name, PATIENT, 2, MAX_BYTES, answer -> answer.status() >= 500, anywhere);
    }

    private static final Way OPEN = way("open", List.of("127.0.0.1"));

    private TransportAnswer get() {
        return runtime.read(OPEN, TransportRequest.get(url, Map.of("Authorization", "secret")), () -> {});
    }

    private TransportAnswer post() throws AnswerLost {
        return runtime.send(OPEN, TransportRequest.of("POST", url, Map.of("Content-Type", "text/plain"), "你好"));
    }

    private static void text(HttpExchange http, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    @Test
    void bringsStatusHeadersAndBodyBack() throws AnswerLost {
        answering = http -> {
            http.getResponseHeaders().set("Retry-After", "7");
            text(
                    http,
                    418,
                    http.getRequestMethod() + " " + http.getRequestURI() + " "
                            + new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        };

        assertThat(get().text()).contains("GET /a?b=c%20d ");
        assertThat(post().text()).contains("POST /a?b=c%20d 你好");
        assertThat(get().status()).isEqualTo(418);
        assertThat(get().retryAfter(Instant.EPOCH)).contains(Duration.ofSeconds(7));
        assertThat(get().headers()).doesNotContainKey("authorization");
    }

    @Test
    void repeatsReadsAndGivesTheLastAnswerBack() {
        answering = http -> text(http, 503, "busy");

        assertThat(get().status()).isEqualTo(503);
        assertThat(calls).hasValue(4);
        assertThat(metered).containsExactly("open false", "open false", "open false", "open false");
    }

    @Test
    void sendsAnythingElseOnce() throws AnswerLost {
        answering = http -> text(http, 503, "busy");

        assertThat(post().status()).isEqualTo(503);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aLostAnswerIsNotSentAgain() {
        answering = http -> {};

        assertThatThrownBy(this::post).isInstanceOf(AnswerLost.class);
        assertThat(calls).hasValue(1);
    }

    /** A write must not go over a connection that the other side may have closed meanwhile. */
    @Test
    void aWriteUsesAConnectionOfItsOwn() throws AnswerLost {
        List<Integer> ports = Collections.synchronizedList(new ArrayList<>());
        answering = http -> {
            ports.add(http.getRemoteAddress().getPort());
            text(http, 200, "ok");
        };
        post();
        post();

        assertThat(ports).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void whatWasNeverSentIsSurelyNotWritten() {
        server.stop(0);

        assertThatThrownBy(this::post).isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                .isEqualTo(Reason.RETRY_LATER));
    }

    @Test
    void followsNoRedirect() {
        answering = http -> {
            http.getResponseHeaders().set("Location", "/elsewhere");
            text(http, 302, "");
        };

        assertThat(get().status()).isEqualTo(302);
        assertThat(calls).hasValue(1);
    }

    @Test
    void takesNoMoreThanItsLimit() {
        answering = http -> {
            http.sendResponseHeaders(200, 0);
            OutputStream out = http.getResponseBody();
            byte[] block = new byte[8_192];
            // Without end: whoever reads on to it never comes back.
            while (true) {
                out.write(block);
            }
        };

        assertThatThrownBy(this::get).isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                .isEqualTo(Reason.BAD_ANSWER));
        assertThat(calls).hasValue(1);
        assertThatThrownBy(this::post).isInstanceOf(AnswerLost.class);
    }

    /** Each byte comes in time, the whole never does. */
    @Test
    void endsAnAnswerThatDrips() {
        answering = http -> {
            http.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    http.getResponseBody().write(' ');
                    http.getResponseBody().flush();
                    Thread.sleep(20);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };

        Way impatient = new Way("impatient", QUICK, 2, MAX_BYTES, answer -> false, List.of("127.0.0.1"));
        assertThatThrownBy(() -> runtime.send(impatient, TransportRequest.of("POST", url, Map.of(), "")))
                .isInstanceOf(AnswerLost.class);
    }

    @Test
    void callsNoPrivateAddressUnlessTheOperatorLists() {
        answering = http -> text(http, 200, "ok");
        Way closed = way("closed", List.of());
        Way otherPort = way("other-port", List.of("127.0.0.1:1"));
        Way thisPort = way("this-port", List.of("127.0.0.1:" + url.getPort()));

        for (Way way : List.of(closed, otherPort)) {
            assertThatThrownBy(() -> runtime.read(way, TransportRequest.get(url, Map.of()), () -> {}))
                    .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(Reason.HOST_NOT_ALLOWED));
        }
        assertThat(calls).hasValue(0);
        assertThat(runtime.read(thisPort, TransportRequest.get(url, Map.of()), () -> {})
                        .status())
                .isEqualTo(200);
    }

    @Test
    void asksBeforeEachAttempt() {
        answering = http -> text(http, 503, "busy");
        AtomicInteger asked = new AtomicInteger();

        assertThatThrownBy(() -> runtime.read(OPEN, TransportRequest.get(url, Map.of()), () -> {
                    if (asked.incrementAndGet() == 3) {
                        throw new CrmRefusal(Reason.THROTTLED, null, "enough");
                    }
                }))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(Reason.THROTTLED));
        assertThat(calls).hasValue(2);
    }

    @Test
    void knowsWhichRoutesRun() {
        answering = http -> text(http, 200, "ok");
        assertThat(runtime.routes()).isEmpty();

        get();
        assertThat(runtime.routes()).containsEntry("open-read", true).containsEntry("open-send", true);

        runtime.stop();
        assertThat(runtime.routes()).isEmpty();
    }

    @Test
    void readsRetryAfterAsADate() {
        TransportAnswer answer =
                new TransportAnswer(429, Map.of("retry-after", "Wed, 25 Nov 2026 08:01:00 GMT"), new byte[0]);

        assertThat(answer.retryAfter(Instant.parse("2026-11-25T08:00:00Z"))).contains(Duration.ofMinutes(1));
        assertThat(answer.retryAfter(Instant.parse("2026-11-25T09:00:00Z"))).contains(Duration.ZERO);
        assertThat(new TransportAnswer(429, Map.of("retry-after", "soon"), new byte[0]).retryAfter(Instant.EPOCH))
                .isEmpty();
    }
}
