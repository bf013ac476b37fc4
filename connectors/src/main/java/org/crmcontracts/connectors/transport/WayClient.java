package org.crmcontracts.connectors.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.crmcontracts.tenants.outbound.AddressRefused;
import org.crmcontracts.tenants.outbound.UrlGuard;

/** Builds the HTTP clients that Camel's routes call: no redirect, no cookie, no repeat, an end to each answer. */
final class WayClient {
    private static final int MAX_LINE = 16 * 1024;
    private static final int MAX_HEADERS = 200;
    private static final TimeValue IDLE = TimeValue.ofSeconds(30);
    private static final TimeValue LIFE = TimeValue.ofMinutes(5);

    private WayClient() {}

    /**
     * A client for one way.
     *
     * @param keeps whether connections are used again: a kept one may be dead, which a read can find out and a write
     *     cannot
     */
    static CloseableHttpClient of(Way way, boolean keeps, CallMeter meter) {
        Timeout connect = Timeout.of(way.pace().connect());
        Timeout response = Timeout.of(way.pace().response());
        HttpClientBuilder client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new GuardedNames(new UrlGuard(way.anywhere())))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxLineLength(MAX_LINE)
                                        .setMaxHeaderCount(MAX_HEADERS)
                                        .build())
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(response)
                                .setTimeToLive(LIFE)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setSoTimeout(response).build())
                        .setMaxConnPerRoute(way.connections())
                        .setMaxConnTotal(Integer.MAX_VALUE)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(response)
                        .setResponseTimeout(response)
                        .setRedirectsEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("crm-contracts")
                .addExecInterceptorFirst("bounds", new Bounds(way, meter))
                .evictIdleConnections(IDLE)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression();
        if (!keeps) {
            client.setConnectionReuseStrategy((request, reply, context) -> false);
        }
        return client.build();
    }

    /** Looks a name up and lets none of its addresses pass that may not be called; the checked ones are connected to. */
    private record GuardedNames(UrlGuard guard) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new HostRefused("a name without a port");
        }

        @Override
        public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
            List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
            try {
                guard.check(host, port, addresses);
            } catch (AddressRefused e) {
                throw new HostRefused(String.valueOf(e.getMessage()));
            }
            return addresses.stream()
                    .map(address -> new InetSocketAddress(address, port))
                    .toList();
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            throw new HostRefused("no canonical names");
        }
    }

    /** Takes the whole answer within the limits, else drops the connection: closing it would read on to its end. */
    private record Bounds(Way way, CallMeter meter) implements ExecChainHandler {
        private static final ScheduledThreadPoolExecutor ALARMS = alarms();

        private static ScheduledThreadPoolExecutor alarms() {
            ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
                Thread thread = new Thread(work, "connectors-deadlines");
                thread.setDaemon(true);
                return thread;
            });
            executor.setRemoveOnCancelPolicy(true);
            executor.setKeepAliveTime(1, TimeUnit.MINUTES);
            executor.allowCoreThreadTimeOut(true);
            return executor;
        }

        @Override
        public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
                throws IOException, HttpException {
            ScheduledFuture<?> alarm = ALARMS.schedule(
                    () -> {
                        if (scope.originalRequest instanceof Cancellable call) {
                            call.cancel();
                        }
                    },
                    way.pace().response().toNanos(),
                    TimeUnit.NANOSECONDS);
            long begun = System.nanoTime();
            boolean answered = false;
            try {
                ClassicHttpResponse reply = chain.proceed(request, scope);
                HttpEntity entity = reply.getEntity();
                if (entity != null) {
                    reply.setEntity(new ByteArrayEntity(taken(entity, scope), type(entity)));
                }
                answered = reply.getCode() < 500 && reply.getCode() != 429;
                return reply;
            } finally {
                alarm.cancel(false);
                meter.called(way.name(), Duration.ofNanos(System.nanoTime() - begun), answered);
            }
        }

        private byte[] taken(HttpEntity entity, ExecChain.Scope scope) throws IOException {
            boolean whole = false;
            InputStream content = entity.getContent();
            try {
                byte[] bytes = content.readNBytes(way.maxBytes() + 1);
                if (bytes.length > way.maxBytes()) {
                    throw new AnswerTooLarge(way.maxBytes());
                }
                whole = true;
                return bytes;
            } finally {
                if (whole) {
                    content.close();
                } else {
                    scope.execRuntime.discardEndpoint();
                }
            }
        }

        private static ContentType type(HttpEntity entity) {
            ContentType type = ContentType.parseLenient(entity.getContentType());
            return type == null ? ContentType.APPLICATION_OCTET_STREAM : type;
        }
    }
}
