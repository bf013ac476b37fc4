package org.crmcontracts.connectors.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What an admin gives to connect a CRM; the secrets are sealed at once and never shown again. */
public record ConnectRequest(
        @NotBlank @Size(max = 20) String provider,
        @NotBlank @Size(max = 100) String name,
        @NotBlank @Size(max = 300) String accountsUrl,
        @NotBlank @Size(max = 300) String apiUrl,
        @NotBlank @Size(max = 200) String clientId,
        @NotBlank @Size(max = 500) String clientSecret,
        @NotBlank @Size(max = 500) String refreshToken) {
    @Override
    public String toString() {
        return "ConnectRequest[" + provider + ", " + name + "]";
    }
}
