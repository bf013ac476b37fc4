package org.crmcontracts.connectors.spi;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.secrets.Secret;

/**
 * Where one connection's CRM is and with which credentials it is read; never persisted or logged as it is.
 *
 * @param accountsUrl where tokens are granted; the same as the API's where the vendor has one address only
 * @param clientId the vendor's name for our application, such as Fxiaoke's appId; empty where there is none
 * @param clientSecret the application's secret, or the only key there is
 * @param refreshToken what tokens are granted for: Zoho's refresh token, Fxiaoke's permanent code; empty where none
 * @param options what else the vendor needs, none of it secret, by the connector's own names
 * @param noticeSecret with which the CRM's notices are checked; empty while there is none
 */
public record CrmAccess(
        UUID connectionId,
        URI accountsUrl,
        URI apiUrl,
        String clientId,
        Secret clientSecret,
        Secret refreshToken,
        Map<String, String> options,
        Secret noticeSecret) {

    public CrmAccess {
        options = Map.copyOf(options);
    }

    /** Leaves the secrets out, so that a log line or a message cannot carry them. */
    @Override
    public String toString() {
        return "CrmAccess[connectionId=" + connectionId + ", accountsUrl=" + accountsUrl + ", apiUrl=" + apiUrl + "]";
    }
}
