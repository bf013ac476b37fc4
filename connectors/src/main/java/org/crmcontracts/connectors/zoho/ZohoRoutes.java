package org.crmcontracts.connectors.zoho;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.jspecify.annotations.Nullable;

/**
 * The two ways to Zoho: reads, repeated while Zoho is busy or unreachable, and the token grant, sent once.
 *
 * <p>The token grant is not repeated because Zoho blocks a refresh token after ten grants in ten minutes. Both take the
 * {@link ZohoRequest} from the exchange's property and answer with a {@link ZohoAnswer} as body, whatever the status.
 */
final class ZohoRoutes extends RouteBuilder {
    static final String READ = "direct:zoho-read";
    static final String TOKEN = "direct:zoho-token";
    static final String REQUEST = "crmcontracts.zoho.request";

    private static final String READ_ONCE = "direct:zoho-read-once";
    private static final String CALL = "direct:zoho-call";

    /** Camel counts its repeats in headers of the message: they outlive the call (copyHeaders), or it never gives up. */
    private static final String COUNTERS = "CamelRedeliver*";

    /** A page of 200 records is far below 1 MiB. */
    private static final int MAX_BODY_BYTES = 8 * 1024 * 1024;

    /** Zoho counts calls in flight per organisation and app; its smallest paid edition allows 10. */
    private static final int CONNECTIONS_PER_HOST = 4;

    private final ZohoPace pace;

    ZohoRoutes(ZohoPace pace) {
        this.pace = pace;
    }

    @Override
    public void configure() {
        configureClient();

        from(READ)
                .routeId("zoho-read")
                .onException(IOException.class, CrmRefusal.class)
                .maximumRedeliveries(pace.repeats())
                .redeliveryDelay(pace.firstWait().toMillis())
                .useExponentialBackOff()
                .backOffMultiplier(2)
                .maximumRedeliveryDelay(pace.longestWait().toMillis())
                .useCollisionAvoidance()
                .collisionAvoidancePercent(20)
                .retryAttemptedLogLevel(LoggingLevel.DEBUG)
                // The caller gets the exception and logs it once; Camel would also print the exchange.
                .logExhausted(false)
                .end()
                .to(READ_ONCE);

        // The repeated step has to contain both the call and the look at its status.
        from(READ_ONCE)
                .routeId("zoho-read-once")
                .errorHandler(noErrorHandler())
                .to(CALL)
                .process(ZohoRoutes::refuseWhileBusy);

        from(TOKEN).routeId("zoho-token").errorHandler(noErrorHandler()).to(CALL);

        from(CALL)
                .routeId("zoho-call")
                .errorHandler(noErrorHandler())
                .process(ZohoRoutes::fill)
                .to("https://zoho.invalid?throwExceptionOnFailure=false&followRedirects=false&copyHeaders=true"
                        + "&disableStreamCache=true")
                .process(ZohoRoutes::take);
    }

    private void configureClient() {
        HttpComponent http = getContext().getComponent("https", HttpComponent.class);
        http.setConnectTimeout(pace.connect().toMillis());
        http.setResponseTimeout(pace.response().toMillis());
        http.setSoTimeout(pace.response().toMillis());
        http.setConnectionRequestTimeout(pace.response().toMillis());
        http.setConnectionsPerRoute(CONNECTIONS_PER_HOST);
        // One place repeats, and it knows what may be repeated.
        http.setHttpClientConfigurer(client ->
                client.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement());
    }

    private static void fill(Exchange exchange) {
        ZohoRequest request = exchange.getProperty(REQUEST, ZohoRequest.class);
        Message message = exchange.getMessage();
        message.removeHeaders("*", COUNTERS);
        message.setHeader(Exchange.HTTP_URI, request.url().toString());
        set(message, Exchange.HTTP_QUERY, request.query());
        message.setHeader("Accept", "application/json");
        set(message, "Authorization", request.token() == null ? null : "Zoho-oauthtoken " + request.token());
        set(message, "If-Modified-Since", request.modifiedSince());
        if (request.form() == null) {
            message.setHeader(Exchange.HTTP_METHOD, "GET");
            message.setBody(null);
        } else {
            message.setHeader(Exchange.HTTP_METHOD, "POST");
            message.setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
            message.setBody(request.form());
        }
    }

    private static void take(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        InputStream body = message.getBody(InputStream.class);
        byte[] bytes;
        try (InputStream in = body == null ? new ByteArrayInputStream(new byte[0]) : body) {
            bytes = in.readNBytes(MAX_BODY_BYTES + 1);
        }
        if (bytes.length > MAX_BODY_BYTES) {
            throw new IllegalStateException("Zoho's answer is larger than " + MAX_BODY_BYTES + " bytes");
        }
        message.removeHeaders("*", COUNTERS);
        message.setBody(new ZohoAnswer(status, new String(bytes, StandardCharsets.UTF_8)));
    }

    private static void refuseWhileBusy(Exchange exchange) {
        ZohoAnswer answer = exchange.getMessage().getBody(ZohoAnswer.class);
        if (ZohoResponses.mayPass(answer.status())) {
            throw ZohoResponses.refusal(answer);
        }
    }

    private static void set(Message message, String name, @Nullable String value) {
        if (value != null) {
            message.setHeader(name, value);
        }
    }
}
