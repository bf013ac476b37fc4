package org.crmcontracts.connectors.zoho;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.crmcontracts.connectors.spi.CrmRefusal;

/** Camel, started when the first connector needs it and stopped with the application. */
@ApplicationScoped
public class CamelRuntime {
    private static final long FIRST_DELAY_MILLIS = 1_000;

    private final long firstDelayMillis;
    private volatile ProducerTemplate template;
    private CamelContext context;

    public CamelRuntime() {
        this(FIRST_DELAY_MILLIS);
    }

    /** @param firstDelayMillis how long the first retry of a read waits; doubled each time */
    CamelRuntime(long firstDelayMillis) {
        this.firstDelayMillis = firstDelayMillis;
    }

    /** What came back: an HTTP status and a text, empty for no body. */
    record Reply(int status, String body) {}

    /** Sends a call; {@code THROTTLED} or {@code RETRY_LATER} when the route's retries were not enough. */
    Reply send(String route, ZohoRoutes.Call call) {
        Exchange exchange = template().request(route, e -> e.setProperty(ZohoRoutes.CALL, call));
        if (exchange.getException() != null) {
            Integer status = exchange.getProperty(ZohoRoutes.LAST_STATUS, Integer.class);
            boolean throttled = status != null && status == 429;
            throw new CrmRefusal(
                    throttled ? CrmRefusal.Reason.THROTTLED : CrmRefusal.Reason.RETRY_LATER,
                    status == null ? "NO_ANSWER" : String.valueOf(status));
        }
        String body = exchange.getMessage().getBody(String.class);
        return new Reply(
                exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class), body == null ? "" : body);
    }

    private ProducerTemplate template() {
        ProducerTemplate started = template;
        return started != null ? started : start();
    }

    private synchronized ProducerTemplate start() {
        if (template == null) {
            // Camel finds its components through the thread's class loader, which a pool thread may not have.
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(CamelRuntime.class.getClassLoader());
            try {
                context = new DefaultCamelContext();
                context.setApplicationContextClassLoader(CamelRuntime.class.getClassLoader());
                context.addRoutes(new ZohoRoutes(firstDelayMillis));
                context.start();
                template = context.createProducerTemplate();
            } catch (Exception e) {
                throw new IllegalStateException("Camel did not start", e);
            } finally {
                thread.setContextClassLoader(before);
            }
        }
        return template;
    }

    @PreDestroy
    synchronized void stop() {
        if (context != null) {
            context.stop();
        }
    }
}
