package org.crmcontracts.connectors.zoho;

import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpClientConfigurer;

/**
 * The transport to Zoho CRM, one set of routes for all connections: time-outs, no redirects, no retries hidden in the
 * client, and retries of reads that are the route's own.
 */
final class ZohoRoutes extends RouteBuilder {
    static final String READ = "direct:zoho-read";
    static final String TOKEN = "direct:zoho-token";
    /** Exchange property: the call, as {@link Call}. */
    static final String CALL = "zohoCall";
    /** Exchange property: the status of the last answer that was not good enough. */
    static final String LAST_STATUS = "zohoLastStatus";

    private static final String CLIENT = "zohoClient";
    private static final int MOST_RETRIES = 5;
    private static final String HTTP = "http://zoho.invalid?throwExceptionOnFailure=false&followRedirects=false"
            + "&httpClientConfigurer=#" + CLIENT + "&connectTimeout=10000&responseTimeout=30000&soTimeout=30000";

    private final long firstDelayMillis;

    ZohoRoutes(long firstDelayMillis) {
        this.firstDelayMillis = firstDelayMillis;
    }

    /** One HTTP call; {@code body} null for none. */
    record Call(String method, String url, String query, Map<String, String> headers, String body) {}

    /** An answer that another try may turn into a better one; thrown so that the route's retry policy takes it. */
    static final class TryAgain extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void configure() {
        HttpClientConfigurer client =
                builder -> builder.disableAutomaticRetries().disableCookieManagement();
        getContext().getRegistry().bind(CLIENT, HttpClientConfigurer.class, client);
        onException(TryAgain.class, IOException.class)
                .maximumRedeliveries(MOST_RETRIES)
                .redeliveryDelay(firstDelayMillis)
                .useExponentialBackOff()
                .backOffMultiplier(2)
                .useCollisionAvoidance()
                .logExhausted(false)
                .logStackTrace(false)
                .retryAttemptedLogLevel(LoggingLevel.DEBUG);
        from(READ).routeId("zoho-read").to("direct:zoho-once");
        from("direct:zoho-once")
                .routeId("zoho-once")
                .errorHandler(noErrorHandler())
                .process(ZohoRoutes::prepare)
                .to(HTTP)
                .convertBodyTo(String.class)
                .process(ZohoRoutes::refuseToBeHelped);
        from(TOKEN)
                .routeId("zoho-token")
                .errorHandler(noErrorHandler())
                .process(ZohoRoutes::prepare)
                .to(HTTP)
                .convertBodyTo(String.class);
    }

    /** Every try starts from the call itself: the last answer's headers must not be sent back to Zoho. */
    private static void prepare(Exchange exchange) {
        Call call = exchange.getProperty(CALL, Call.class);
        Message message = exchange.getMessage();
        // Camel counts redeliveries in a header of its own.
        message.removeHeaders("*", "CamelRedelivery*");
        message.setBody(call.body());
        message.setHeader(Exchange.HTTP_METHOD, call.method());
        message.setHeader(Exchange.HTTP_URI, call.url());
        if (!call.query().isEmpty()) {
            message.setHeader(Exchange.HTTP_QUERY, call.query());
        }
        call.headers().forEach(message::setHeader);
    }

    private static void refuseToBeHelped(Exchange exchange) {
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (status == 429 || status >= 500) {
            exchange.setProperty(LAST_STATUS, status);
            throw new TryAgain();
        }
    }
}
