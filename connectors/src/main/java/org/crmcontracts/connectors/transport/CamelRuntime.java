package org.crmcontracts.connectors.transport;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.jspecify.annotations.Nullable;

/**
 * Camel inside the application: starts with the first call, stops with the application.
 *
 * <p>Camel finds its parts through the thread's class loader, which on a server's own threads is not the
 * application's; so it is set for each call.
 */
@ApplicationScoped
public class CamelRuntime {
    private static final long STOP_SECONDS = 10;

    private final CallMeter meter;
    private final Map<String, Way> ways = new HashMap<>();
    private @Nullable DefaultCamelContext context;
    private @Nullable ProducerTemplate producer;
    private boolean stopped;

    /** Without metrics; for the container's proxy and for use without a container. */
    public CamelRuntime() {
        this(CallMeter.NONE);
    }

    @Inject
    CamelRuntime(CallMetrics meter) {
        this((CallMeter) meter);
    }

    CamelRuntime(CallMeter meter) {
        this.meter = meter;
    }

    /**
     * Asks for something that the call does not change. Blocks, with the waits of the repeats; an answer that says the
     * CRM is busy is given back after the last of them.
     *
     * @param beforeEach runs before the call and before each repeat; what it throws ends the call
     * @throws CrmRefusal {@code RETRY_LATER}, {@code BAD_ANSWER} for one too large, {@code HOST_NOT_ALLOWED}
     */
    public TransportAnswer read(Way way, TransportRequest request, Runnable beforeEach) {
        Exchange exchange = exchange(way, WayRoutes.read(way), request, beforeEach);
        Exception failure = exchange.getException();
        if (failure instanceof Busy busy) {
            return busy.answer();
        }
        if (failure != null) {
            throw refusal(way, failure);
        }
        return answer(exchange);
    }

    /**
     * Sends something once, whatever happens.
     *
     * @throws AnswerLost where it may have taken effect
     * @throws CrmRefusal where it surely has not: {@code RETRY_LATER}, {@code HOST_NOT_ALLOWED}
     */
    public TransportAnswer send(Way way, TransportRequest request) throws AnswerLost {
        Exchange exchange = exchange(way, WayRoutes.send(way), request, () -> {});
        Exception failure = exchange.getException();
        if (failure == null) {
            return answer(exchange);
        }
        if (isSurelyUnsent(failure)) {
            throw refusal(way, failure);
        }
        throw new AnswerLost("No answer from " + way.name() + ": " + failure, failure);
    }

    /** Whether each route runs, by its name. */
    Map<String, Boolean> routes() {
        Map<String, Boolean> routes = new TreeMap<>();
        DefaultCamelContext running;
        synchronized (this) {
            running = context;
        }
        if (running != null) {
            for (Route route : running.getRoutes()) {
                routes.put(
                        route.getId(),
                        running.getRouteController().getRouteStatus(route.getId()) == ServiceStatus.Started);
            }
        }
        return routes;
    }

    private Exchange exchange(Way way, String route, TransportRequest request, Runnable beforeEach) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(CamelRuntime.class.getClassLoader());
        try {
            return started(way).send(route, prepared -> {
                prepared.setProperty(WayRoutes.REQUEST, request);
                prepared.setProperty(WayRoutes.BEFORE, beforeEach);
            });
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static TransportAnswer answer(Exchange exchange) {
        return Objects.requireNonNull(exchange.getMessage().getBody(TransportAnswer.class));
    }

    private static CrmRefusal refusal(Way way, Exception failure) {
        if (failure instanceof CrmRefusal refusal) {
            return refusal;
        }
        CrmRefusal.Reason reason = failure instanceof HostRefused
                ? CrmRefusal.Reason.HOST_NOT_ALLOWED
                : failure instanceof AnswerTooLarge ? CrmRefusal.Reason.BAD_ANSWER : CrmRefusal.Reason.RETRY_LATER;
        return new CrmRefusal(reason, null, way.name() + " could not be reached: " + failure, failure);
    }

    /** Failures from before the first byte was sent. */
    static boolean isSurelyUnsent(Exception failure) {
        return failure instanceof CrmRefusal
                || failure instanceof UnknownHostException
                || failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof ConnectTimeoutException
                || failure instanceof ConnectionRequestTimeoutException
                || failure instanceof SSLHandshakeException
                || failure instanceof SSLPeerUnverifiedException;
    }

    private synchronized ProducerTemplate started(Way way) {
        if (stopped) {
            throw new CrmRefusal(CrmRefusal.Reason.RETRY_LATER, null, "The application is stopping");
        }
        DefaultCamelContext running = context == null ? start() : context;
        Way known = ways.putIfAbsent(way.name(), way);
        if (known == null) {
            try {
                running.addRoutes(new WayRoutes(way, meter));
            } catch (Exception e) {
                // Routes are fixed: only a broken build gets here.
                throw new IllegalStateException("Camel's routes do not start", e);
            }
        } else if (!known.equals(way)) {
            throw new IllegalStateException("Two ways are called " + way.name());
        }
        return Objects.requireNonNull(producer);
    }

    private DefaultCamelContext start() {
        DefaultCamelContext starting = new DefaultCamelContext();
        starting.getCamelContextExtension().setName("connectors");
        starting.setApplicationContextClassLoader(CamelRuntime.class.getClassLoader());
        starting.disableJMX();
        starting.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        starting.getShutdownStrategy().setTimeout(STOP_SECONDS);
        starting.start();
        producer = starting.createProducerTemplate();
        context = starting;
        return starting;
    }

    /** Waits some seconds for calls under way. */
    @PreDestroy
    public synchronized void stop() {
        stopped = true;
        if (context != null) {
            context.stop();
        }
    }
}
