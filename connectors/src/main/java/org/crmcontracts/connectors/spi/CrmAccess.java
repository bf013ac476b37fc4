package org.crmcontracts.connectors.spi;

import java.net.URI;
import java.util.UUID;
import org.crmcontracts.tenants.secrets.Secret;

/** Where one connection's CRM is and with which credentials it is read; never persisted or logged as it is. */
public record CrmAccess(
        UUID connectionId, URI accountsUrl, URI apiUrl, String clientId, Secret clientSecret, Secret refreshToken) {

    /** Leaves the secrets out, so that a log line or a message cannot carry them. */
    @Override
    public String toString() {
        return "CrmAccess[connectionId=" + connectionId + ", accountsUrl=" + accountsUrl + ", apiUrl=" + apiUrl + "]";
    }
}
