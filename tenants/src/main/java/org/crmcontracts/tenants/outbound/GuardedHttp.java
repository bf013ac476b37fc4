package org.crmcontracts.tenants.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.crmcontracts.tenants.outbound.OutboundAnswer.Answered;
import org.crmcontracts.tenants.outbound.OutboundAnswer.Failed;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The only way to call an address that a tenant named. Responsibilities: 1. resolve once, check every address and
 * connect to a checked one; 2. one attempt, no redirect, no kept connection, nothing of the last call in the next;
 * 3. an end to each call: 5 s to connect, 10 s in all, a limit of bytes.
 */
@ApplicationScoped
public class GuardedHttp {
    private static final int MAX_LOOKUPS = 32;
    /** Name look-ups cannot be interrupted, so they wait in threads of their own; too many of them are refused. */
    private static final ThreadPoolExecutor LOOKUPS =
            new ThreadPoolExecutor(0, MAX_LOOKUPS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(work, "outbound-lookup");
                thread.setDaemon(true);
                return thread;
            });

    /** How long a call may take. */
    record Limits(Duration connect, Duration total) {
        static final Limits USUAL = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    private final UrlGuard guard;
    private final Resolver resolver;
    private final Limits limits;

    @Inject
    public GuardedHttp(@ConfigProperty(name = "outbound.allowed-hosts") Optional<String[]> allowedHosts) {
        this(
                new UrlGuard(List.of(allowedHosts.orElse(new String[0]))),
                host -> List.of(InetAddress.getAllByName(host)),
                Limits.USUAL);
    }

    GuardedHttp(UrlGuard guard, Resolver resolver, Limits limits) {
        this.guard = guard;
        this.resolver = resolver;
        this.limits = limits;
    }

    /** For the container's proxy. */
    protected GuardedHttp() {
        this(Optional.empty());
    }

    /** For use without a container. */
    public static GuardedHttp allowing(String... hosts) {
        return new GuardedHttp(Optional.of(hosts));
    }

    /** Whether the URL has a form that may be called, to refuse it when it is typed; its addresses are checked by {@link #call}. */
    public boolean mayCall(String url) {
        return guard.isGood(url);
    }

    /** Makes one attempt; throws nothing that the other side could cause. */
    public OutboundAnswer call(OutboundRequest request) {
        try (Deadline deadline = new Deadline(limits.total())) {
            UrlGuard.Target target = guard.target(request.url());
            List<InetAddress> addresses = resolve(target.host(), deadline);
            guard.check(target, addresses);
            return call(request, target, addresses, deadline);
        } catch (AddressRefused e) {
            return new Failed(OutboundFailure.ADDRESS_REFUSED, String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            return new Failed(OutboundFailure.TIMED_OUT, "the name was not found in time");
        } catch (UnknownHostException | RejectedExecutionException e) {
            return new Failed(OutboundFailure.UNREACHABLE, "the name was not found");
        }
    }

    private List<InetAddress> resolve(String host, Deadline deadline) throws UnknownHostException, TimeoutException {
        Future<List<InetAddress>> lookup = LOOKUPS.submit(() -> resolver.resolve(host));
        try {
            return lookup.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new UnknownHostException(host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException(host);
        }
    }

    private OutboundAnswer call(
            OutboundRequest request, UrlGuard.Target target, List<InetAddress> addresses, Deadline deadline) {
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), target.uri());
        request.headers().forEach(message::setHeader);
        if (request.body() != null) {
            String type = request.headers().entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("application/octet-stream");
            message.setEntity(new ByteArrayEntity(request.body(), ContentType.parse(type)));
        }
        HttpHost host = new HttpHost(target.scheme(), target.host(), target.port());
        CloseableHttpClient client = OneCallClient.to(addresses, limits);
        try {
            deadline.then(message::cancel);
            return answer(client.executeOpen(host, message, null), request.maxBytes());
        } catch (IOException | RuntimeException e) {
            return new Failed(deadline.hasPassed() ? OutboundFailure.TIMED_OUT : kind(e), e.toString());
        } finally {
            // Not by closing the response: that would read on to the end of the body, and there may be none.
            client.close(CloseMode.IMMEDIATE);
        }
    }

    private static OutboundAnswer answer(ClassicHttpResponse response, int maxBytes) throws IOException {
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            InputStream content = response.getEntity().getContent();
            body = content.readNBytes(maxBytes + 1);
        }
        if (body.length > maxBytes) {
            return new Failed(OutboundFailure.TOO_LARGE, "more than " + maxBytes + " bytes");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(
                    header.getName().toLowerCase(Locale.ROOT), header.getValue() == null ? "" : header.getValue());
        }
        return new Answered(response.getCode(), headers, body);
    }

    private static OutboundFailure kind(Exception failure) {
        if (failure instanceof SSLException) {
            return OutboundFailure.TLS_FAILED;
        }
        if (failure instanceof ConnectTimeoutException) {
            return OutboundFailure.UNREACHABLE;
        }
        if (failure instanceof SocketTimeoutException) {
            return OutboundFailure.TIMED_OUT;
        }
        return failure instanceof java.net.SocketException
                ? OutboundFailure.UNREACHABLE
                : OutboundFailure.BROKEN_ANSWER;
    }
}
