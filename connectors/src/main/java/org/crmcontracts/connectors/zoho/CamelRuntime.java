package org.crmcontracts.connectors.zoho;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
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

    private final ZohoPace pace;
    private @Nullable CamelContext context;
    private @Nullable ProducerTemplate producer;
    private boolean stopped;

    public CamelRuntime() {
        this(ZohoPace.USUAL);
    }

    CamelRuntime(ZohoPace pace) {
        this.pace = pace;
    }

    /** Blocks, with the waits of a route's repeats; every failure to get an answer is a {@link CrmRefusal}. */
    ZohoAnswer send(String route, ZohoRequest request) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(CamelRuntime.class.getClassLoader());
        try {
            Exchange exchange = started().send(route, prepared -> prepared.setProperty(ZohoRoutes.REQUEST, request));
            Exception failure = exchange.getException();
            if (failure instanceof CrmRefusal refusal) {
                throw refusal;
            }
            if (failure != null) {
                throw new CrmRefusal(
                        CrmRefusal.Reason.RETRY_LATER, null, "Zoho could not be reached: " + failure, failure);
            }
            return exchange.getMessage().getBody(ZohoAnswer.class);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private synchronized ProducerTemplate started() {
        if (stopped) {
            throw new CrmRefusal(CrmRefusal.Reason.RETRY_LATER, null, "The application is stopping");
        }
        if (producer == null) {
            producer = start();
        }
        return producer;
    }

    private ProducerTemplate start() {
        DefaultCamelContext starting = new DefaultCamelContext();
        starting.getCamelContextExtension().setName("connectors");
        starting.setApplicationContextClassLoader(CamelRuntime.class.getClassLoader());
        starting.disableJMX();
        starting.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        starting.getShutdownStrategy().setTimeout(STOP_SECONDS);
        try {
            starting.addRoutes(new ZohoRoutes(pace));
        } catch (Exception e) {
            // Routes are fixed: only a broken build gets here.
            throw new IllegalStateException("Camel's routes do not start", e);
        }
        starting.start();
        context = starting;
        return starting.createProducerTemplate();
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
