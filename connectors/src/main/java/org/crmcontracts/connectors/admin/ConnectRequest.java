package org.crmcontracts.connectors.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.sync.SyncProblem;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.secrets.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What an admin gives to connect a CRM; the secrets are sealed at once and never shown again.
 *
 * @param clientId left out where the CRM knows none, and so the refresh token
 * @param options what else the CRM needs, by the names of its guide
 * @param noticeSecret with which the CRM proves its notices; left out while it sends none
 */
public record ConnectRequest(
        @NotBlank @Size(max = 20) String provider,
        @NotBlank @Size(max = 100) String name,
        @NotBlank @Size(max = 300) String accountsUrl,
        @NotBlank @Size(max = 300) String apiUrl,
        @NotNull @Size(max = 200) String clientId,
        @NotNull @Size(max = 500) String clientSecret,
        @NotNull @Size(max = 500) String refreshToken,
        @NotNull @Size(max = 20)
                Map<@Pattern(regexp = "[a-z][a-z-]{0,49}") String, @NotNull @Size(max = 200) String> options,
        @NotNull @Size(max = 500) String noticeSecret) {

    public ConnectRequest(
            String provider,
            String name,
            String accountsUrl,
            String apiUrl,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable String refreshToken,
            @Nullable Map<String, String> options,
            @Nullable String noticeSecret) {
        this.provider = provider;
        this.name = name;
        this.accountsUrl = accountsUrl;
        this.apiUrl = apiUrl;
        this.clientId = text(clientId);
        this.clientSecret = text(clientSecret);
        this.refreshToken = text(refreshToken);
        this.options = options == null ? Map.of() : options;
        this.noticeSecret = text(noticeSecret);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }

    /** What the CRM is reached with; {@code HOST_NOT_ALLOWED} for an address that is none. */
    CrmAccess access(UUID connection) {
        return new CrmAccess(
                connection,
                address(accountsUrl),
                address(apiUrl),
                clientId,
                Secret.of(clientSecret),
                Secret.of(refreshToken),
                options,
                Secret.of(noticeSecret));
    }

    private static URI address(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new Problem(SyncProblem.HOST_NOT_ALLOWED);
        }
    }

    /** {@code VALIDATION_FAILED} where a credential is missing that the CRM needs. */
    void complete(CrmFactory factory) {
        Map<String, String> given =
                new TreeMap<>(Map.of("clientId", clientId, "clientSecret", clientSecret, "refreshToken", refreshToken));
        List<FieldError> missing = given.entrySet().stream()
                .filter(one -> one.getValue().isEmpty() && factory.credentials().contains(one.getKey()))
                .map(one -> new FieldError("/" + one.getKey(), "NOT_BLANK"))
                .toList();
        if (!missing.isEmpty()) {
            throw new Problem(HttpProblem.VALIDATION_FAILED).withErrors(missing);
        }
    }

    @Override
    public String toString() {
        return "ConnectRequest[" + provider + ", " + name + "]";
    }
}
