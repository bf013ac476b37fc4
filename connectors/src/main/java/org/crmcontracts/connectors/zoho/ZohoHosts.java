package org.crmcontracts.connectors.zoho;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.transport.HostList;

/** The hosts that may be called: Zoho's data centres by https, and what the operator lists. */
final class ZohoHosts {
    /** Zoho's Java SDK 8.0, {@code *DataCenter.java}, read 2026-11. */
    private static final Set<String> ACCOUNTS = Stream.concat(
                    Stream.of("com", "eu", "in", "com.au", "jp", "com.cn", "sa").map("accounts.zoho."::concat),
                    Stream.of("accounts.zohocloud.ca"))
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> API = Stream.of("com", "eu", "in", "com.au", "jp", "com.cn", "sa", "ca")
            .map("www.zohoapis."::concat)
            .collect(Collectors.toUnmodifiableSet());

    private final HostList list;

    /** Takes {@code host} (any port) or {@code host:port} entries; these hosts may be called by plain http. */
    ZohoHosts(List<String> extra) {
        list = new HostList(extra);
    }

    void check(CrmAccess access) {
        check(access.accountsUrl(), ACCOUNTS);
        check(access.apiUrl(), API);
    }

    /** The API's address as a grant told it; a token's answer too may only name what is known. */
    URI checkedApi(String domain) {
        try {
            URI url = new URI(domain);
            check(url, API);
            return url;
        } catch (URISyntaxException e) {
            throw new CrmRefusal(CrmRefusal.Reason.HOST_NOT_ALLOWED, null, "Not an address: " + domain, e);
        }
    }

    /** Where Zoho's users work: {@code crm.zoho} of the API's data centre. Assumption for Canada: crm.zohocloud.ca. */
    static Optional<URI> page(URI apiUrl, String module, String id) {
        String host = apiUrl.getHost();
        if (host == null || !API.contains(host) || !id.matches("[0-9]{1,20}")) {
            return Optional.empty();
        }
        String end = host.substring("www.zohoapis.".length());
        return Optional.of(URI.create(
                "https://crm." + (end.equals("ca") ? "zohocloud." : "zoho.") + end + "/crm/tab/" + module + "/" + id));
    }

    private void check(URI url, Set<String> known) {
        if (!list.allows(url, known)) {
            throw new CrmRefusal(
                    CrmRefusal.Reason.HOST_NOT_ALLOWED,
                    null,
                    "Not an address of Zoho or of the allow-list: " + url.getHost());
        }
    }
}
