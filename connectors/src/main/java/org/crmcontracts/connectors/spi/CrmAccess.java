package org.crmcontracts.connectors.spi;

import java.net.URI;
import java.util.UUID;

/** Where a CRM is and the secrets to enter it, for one connection. Never printed. */
public record CrmAccess(
        UUID connectionId, URI accountsUrl, URI apiUrl, String clientId, String clientSecret, String refreshToken) {
    @Override
    public String toString() {
        return "CrmAccess[" + connectionId + "]";
    }
}
