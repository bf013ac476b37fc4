package org.crmcontracts.connectors.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.crmcontracts.connectors.spi.CrmRefusal;

/**
 * The routes of one way: reads, repeated while the CRM is busy or unreachable, and the rest, sent once.
 *
 * <p>Both take the {@link TransportRequest} from the exchange's property and answer with a {@link TransportAnswer} as
 * body, whatever the status.
 */
final class WayRoutes extends RouteBuilder {
    static final String REQUEST = "crmcontracts.request";
    static final String BEFORE = "crmcontracts.before";

    /** Camel counts its repeats in headers of the message: they outlive the call (copyHeaders), or it never gives up. */
    private static final String COUNTERS = "CamelRedeliver*";

    private static final String ENDPOINT = "https://connectors.invalid/%s?httpClient=#%s&throwExceptionOnFailure=false"
            + "&followRedirects=false&copyHeaders=true&disableStreamCache=true";

    private final Way way;
    private final CallMeter meter;

    WayRoutes(Way way, CallMeter meter) {
        this.way = way;
        this.meter = meter;
    }

    static String read(Way way) {
        return "direct:" + way.name() + "-read";
    }

    static String send(Way way) {
        return "direct:" + way.name() + "-send";
    }

    @Override
    public void configure() {
        String attempt = read(way) + "-once";
        from(read(way))
                .routeId(way.name() + "-read")
                .onException(AnswerTooLarge.class, HostRefused.class, CrmRefusal.class)
                .maximumRedeliveries(0)
                .logExhausted(false)
                .end()
                .onException(IOException.class, Busy.class)
                .maximumRedeliveries(way.pace().repeats())
                .redeliveryDelay(way.pace().firstWait().toMillis())
                .useExponentialBackOff()
                .backOffMultiplier(2)
                .maximumRedeliveryDelay(way.pace().longestWait().toMillis())
                .useCollisionAvoidance()
                .collisionAvoidancePercent(20)
                .retryAttemptedLogLevel(LoggingLevel.DEBUG)
                // The caller gets the exception and logs it once; Camel would also print the exchange.
                .logExhausted(false)
                .end()
                .to(attempt);

        // The repeated step has to contain both the call and the look at its status.
        from(attempt)
                .routeId(way.name() + "-read-once")
                .errorHandler(noErrorHandler())
                .process(
                        exchange -> exchange.getProperty(BEFORE, Runnable.class).run())
                .process(WayRoutes::fill)
                .to(endpoint("read", true))
                .process(WayRoutes::take)
                .process(this::refuseWhileBusy);

        from(send(way))
                .routeId(way.name() + "-send")
                .errorHandler(noErrorHandler())
                .process(WayRoutes::fill)
                .to(endpoint("send", false))
                .process(WayRoutes::take);
    }

    private String endpoint(String purpose, boolean keepsConnections) {
        String client = way.name() + "-" + purpose + "-client";
        getContext().getRegistry().bind(client, WayClient.of(way, keepsConnections, meter));
        return String.format(ENDPOINT, client, client);
    }

    private static void fill(Exchange exchange) {
        TransportRequest request = exchange.getProperty(REQUEST, TransportRequest.class);
        Message message = exchange.getMessage();
        message.removeHeaders("*", COUNTERS);
        request.headers().forEach(message::setHeader);
        String url = request.url().toString();
        String query = request.url().getRawQuery();
        if (query != null) {
            url = url.substring(0, url.indexOf('?'));
            message.setHeader(Exchange.HTTP_QUERY, query);
        }
        message.setHeader(Exchange.HTTP_URI, url);
        message.setHeader(Exchange.HTTP_METHOD, request.method());
        message.setBody(request.body());
    }

    private static void take(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        InputStream body = message.getBody(InputStream.class);
        byte[] bytes = new byte[0];
        if (body != null) {
            try (body) {
                bytes = body.readAllBytes();
            }
        }
        TransportRequest request = exchange.getProperty(REQUEST, TransportRequest.class);
        TransportAnswer answer = new TransportAnswer(status, headers(message, request), bytes);
        message.removeHeaders("*", COUNTERS);
        message.setBody(answer);
    }

    /** Camel leaves the request's headers among the answer's. */
    private static Map<String, String> headers(Message message, TransportRequest request) {
        TreeSet<String> sent = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sent.addAll(request.headers().keySet());
        sent.remove(Exchange.CONTENT_TYPE);
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel") && !sent.contains(name) && value instanceof String text) {
                headers.put(name.toLowerCase(Locale.ROOT), text);
            }
        });
        return headers;
    }

    private void refuseWhileBusy(Exchange exchange) {
        TransportAnswer answer = exchange.getMessage().getBody(TransportAnswer.class);
        if (way.passes().test(answer)) {
            throw new Busy(answer);
        }
    }
}
