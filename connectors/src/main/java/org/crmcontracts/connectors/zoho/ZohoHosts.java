package org.crmcontracts.connectors.zoho;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that may be called: Zoho's data centres by https, and what the operator lists.
 *
 * <p>Addresses come from administrators of tenants; without this list a connection could make the server call hosts
 * inside the operator's network.
 */
final class ZohoHosts {
    /** Zoho's Java SDK 8.0, {@code *DataCenter.java}, read 2026-11. */
    private static final Set<String> ACCOUNTS = Stream.of("com", "eu", "in", "com.au", "jp", "com.cn", "sa")
            .map("accounts.zoho."::concat)
            .collect(Collectors.toUnmodifiableSet());

    private static final String ACCOUNTS_OF_CANADA = "accounts.zohocloud.ca";

    private static final Set<String> API = Stream.of("com", "eu", "in", "com.au", "jp", "com.cn", "sa", "ca")
            .map("www.zohoapis."::concat)
            .collect(Collectors.toUnmodifiableSet());

    private final Set<String> extra;

    /** Takes {@code host} (any port) or {@code host:port} entries; these hosts may be called by plain http. */
    ZohoHosts(List<String> extra) {
        this.extra = extra.stream()
                .map(entry -> entry.trim().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    void check(CrmAccess access) {
        check(access.accountsUrl(), ACCOUNTS, ACCOUNTS_OF_CANADA);
        check(access.apiUrl(), API, null);
    }

    /** The API's address as a grant told it; a token's answer too may only name what is known. */
    URI checkedApi(String domain) {
        try {
            URI url = new URI(domain);
            check(url, API, null);
            return url;
        } catch (URISyntaxException e) {
            throw new CrmRefusal(CrmRefusal.Reason.HOST_NOT_ALLOWED, null, "Not an address: " + domain, e);
        }
    }

    private void check(URI url, Set<String> known, @Nullable String another) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        boolean plain = isEmpty(url.getRawUserInfo())
                && (isEmpty(url.getRawPath()) || "/".equals(url.getRawPath()))
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
        boolean https = "https".equalsIgnoreCase(url.getScheme());
        boolean zoho = https
                && (url.getPort() == -1 || url.getPort() == 443)
                && (known.contains(host) || host.equals(another));
        boolean listed = (https || "http".equalsIgnoreCase(url.getScheme()))
                && !host.isEmpty()
                && (extra.contains(host) || extra.contains(host + ":" + url.getPort()));
        if (!plain || !(zoho || listed)) {
            throw new CrmRefusal(
                    CrmRefusal.Reason.HOST_NOT_ALLOWED, null, "Not an address of Zoho or of the allow-list: " + host);
        }
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
