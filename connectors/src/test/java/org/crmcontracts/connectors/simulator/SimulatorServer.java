package org.crmcontracts.connectors.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What simulated CRMs have in common: an HTTP server on the loopback address, a log of what went over the line, and
 * faults on demand. What a CRM answers is the vendor's function.
 */
public final class SimulatorServer {
    private static final Logger LOG = Logger.getLogger(SimulatorServer.class.getName());
    private static final int THREADS = 16;
    private static final int REMEMBERED = 5_000;

    private final String name;
    private final Function<SimulatorRequest, SimulatorAnswer> vendor;
    private final List<Pending> faults = new ArrayList<>();
    private final ConcurrentLinkedDeque<Exchange> exchanges = new ConcurrentLinkedDeque<>();
    private HttpServer server;
    private ScheduledExecutorService threads;

    /**
     * What went over the line.
     *
     * @param answer null where the connection was dropped
     */
    public record Exchange(SimulatorRequest request, SimulatorAnswer answer) {}

    private record Pending(Predicate<SimulatorRequest> of, SimulatorFault fault) {}

    public SimulatorServer(String name, Function<SimulatorRequest, SimulatorAnswer> vendor) {
        this.name = name;
        this.vendor = vendor;
    }

    /** Port 0 takes a free one. Answers the port. */
    public int start(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newScheduledThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, name + "-simulator");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        return server.getAddress().getPort();
    }

    public void stop() {
        threads.shutdownNow();
        server.stop(0);
    }

    /** The next requests that fit fail in this way; adds to faults already waiting. */
    public void fault(int times, Predicate<SimulatorRequest> of, SimulatorFault fault) {
        synchronized (faults) {
            for (int i = 0; i < times; i++) {
                faults.add(new Pending(of, fault));
            }
        }
    }

    /** Forgets the faults that are waiting. */
    public void noFaults() {
        synchronized (faults) {
            faults.clear();
        }
    }

    /** The latest exchanges, oldest first. */
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            SimulatorRequest request = request(http);
            SimulatorFault fault = fault(request);
            if (fault == null) {
                send(http, request, carriedOut(request));
            } else {
                fail(http, request, fault);
            }
        }
    }

    private SimulatorAnswer carriedOut(SimulatorRequest request) {
        try {
            return vendor.apply(request);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "The simulator failed", e);
            return SimulatorAnswer.json(500, "{\"simulator\":\"failed\"}");
        }
    }

    private SimulatorFault fault(SimulatorRequest request) {
        synchronized (faults) {
            for (Iterator<Pending> waiting = faults.iterator(); waiting.hasNext(); ) {
                Pending pending = waiting.next();
                if (pending.of().test(request)) {
                    waiting.remove();
                    return pending.fault();
                }
            }
            return null;
        }
    }

    private void fail(HttpExchange http, SimulatorRequest request, SimulatorFault fault) throws IOException {
        switch (fault.kind()) {
            case INSTEAD -> send(http, request, fault.altered().apply(null));
            case ALTERED -> send(http, request, fault.altered().apply(carriedOut(request)));
            case DROPPED_BEFORE -> remember(request, null);
            case DROPPED_AFTER -> {
                carriedOut(request);
                remember(request, null);
            }
            case CUT -> {
                byte[] whole = carriedOut(request).body().getBytes(StandardCharsets.UTF_8);
                remember(request, null);
                http.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
                http.sendResponseHeaders(200, whole.length + 1L);
                http.getResponseBody().write(whole, 0, whole.length / 2);
                http.getResponseBody().flush();
            }
            case STALLED -> {
                remember(request, null);
                sleep(fault.pause());
            }
            case LATE -> {
                SimulatorAnswer answer = carriedOut(request);
                sleep(fault.pause());
                send(http, request, answer);
            }
            case LATE_COMMIT -> {
                remember(request, null);
                threads.schedule(() -> carriedOut(request), fault.pause().toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private static void sleep(Duration wait) {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange http, SimulatorRequest request, SimulatorAnswer answer) throws IOException {
        remember(request, answer);
        byte[] bytes = answer.body().getBytes(answer.charset());
        answer.headers().forEach(http.getResponseHeaders()::set);
        http.getResponseHeaders().set("Content-Type", answer.contentType());
        if (bytes.length == 0) {
            http.sendResponseHeaders(answer.status(), -1);
            return;
        }
        http.sendResponseHeaders(answer.status(), bytes.length);
        http.getResponseBody().write(bytes);
    }

    private void remember(SimulatorRequest request, SimulatorAnswer answer) {
        exchanges.add(new Exchange(request, answer));
        if (exchanges.size() > REMEMBERED) {
            exchanges.poll();
        }
    }

    private static SimulatorRequest request(HttpExchange http) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        http.getRequestHeaders()
                .forEach((header, values) -> headers.put(header.toLowerCase(Locale.ROOT), values.get(0)));
        return new SimulatorRequest(
                http.getRequestMethod(),
                http.getRequestURI().getPath(),
                decoded(http.getRequestURI().getRawQuery()),
                headers,
                new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static Map<String, String> decoded(String encoded) {
        Map<String, String> decoded = new LinkedHashMap<>();
        if (encoded != null && !encoded.isEmpty()) {
            for (String pair : encoded.split("&", -1)) {
                int equals = pair.indexOf('=');
                String key = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                decoded.put(
                        URLDecoder.decode(key, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return decoded;
    }
}
