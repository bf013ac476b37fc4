package org.crmcontracts.connectors.dolibarr;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.tenants.outbound.UrlGuard;

/**
 * The form that a Dolibarr's address must have. Whether its host's addresses may be called shows only when it is called:
 * private ones only for hosts that the operator lists.
 */
final class DolibarrHosts {
    private static final String API = "/api/index.php";

    private final UrlGuard guard;

    /** Takes {@code host} (any port) or {@code host:port} entries, which may be called by plain http and anywhere. */
    DolibarrHosts(List<String> listed) {
        guard = new UrlGuard(listed);
    }

    void check(CrmAccess access) {
        URI url = access.apiUrl();
        if (url.getRawQuery() != null || !guard.isGood(base(url))) {
            throw new CrmRefusal(
                    CrmRefusal.Reason.HOST_NOT_ALLOWED,
                    null,
                    "Not an address of a Dolibarr that may be called: " + url.getHost());
        }
    }

    /** The card of a record in Dolibarr's own pages, which lie beside its API. */
    static Optional<URI> page(URI url, boolean contact, String id) {
        if (!id.matches("[0-9]{1,20}")) {
            return Optional.empty();
        }
        String api = base(url);
        return Optional.of(URI.create(api.substring(0, api.length() - API.length())
                + (contact ? "/contact/card.php?id=" : "/societe/card.php?socid=")
                + id));
    }

    /** The API's address, whether the Dolibarr's own address was given or the API's. */
    static String base(URI url) {
        String given = url.toString();
        while (given.endsWith("/")) {
            given = given.substring(0, given.length() - 1);
        }
        return given.toLowerCase(Locale.ROOT).endsWith(API) ? given : given + API;
    }
}
