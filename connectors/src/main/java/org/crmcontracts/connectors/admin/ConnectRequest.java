package org.crmcontracts.connectors.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
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

    @Override
    public String toString() {
        return "ConnectRequest[" + provider + ", " + name + "]";
    }
}
