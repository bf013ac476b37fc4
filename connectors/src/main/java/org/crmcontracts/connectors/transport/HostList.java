package org.crmcontracts.connectors.transport;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that connections to one vendor may name: the vendor's own by https, and what the operator lists.
 *
 * <p>Addresses come from administrators of tenants; without this list a connection could make the server call hosts
 * inside the operator's network.
 */
public final class HostList {
    private static final int HTTPS_PORT = 443;

    private final Set<String> listed;

    /** @param listed {@code host} (any port) or {@code host:port} entries, which may be called by plain http */
    public HostList(Collection<String> listed) {
        this.listed = listed.stream()
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the address, which must be scheme and host only, may be called. */
    public boolean allows(URI url, Set<String> vendors) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        boolean bare = isEmpty(url.getRawUserInfo())
                && (isEmpty(url.getRawPath()) || "/".equals(url.getRawPath()))
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
        boolean https = "https".equalsIgnoreCase(url.getScheme());
        boolean own = https && (url.getPort() == -1 || url.getPort() == HTTPS_PORT) && vendors.contains(host);
        boolean operators = (https || "http".equalsIgnoreCase(url.getScheme()))
                && !host.isEmpty()
                && (listed.contains(host) || listed.contains(host + ":" + url.getPort()));
        return bare && (own || operators);
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
