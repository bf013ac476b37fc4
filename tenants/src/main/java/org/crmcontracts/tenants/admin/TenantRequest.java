package org.crmcontracts.tenants.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.IssuerKeys;
import org.crmcontracts.tenants.provisioning.IssuerSpec;
import org.crmcontracts.tenants.provisioning.NewTenant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant to be.
 *
 * @param locale {@code zh-CN} or {@code en}
 * @param timeZone IANA zone in which its days begin
 * @param currency ISO 4217 code
 * @param cluster the PostgreSQL server to put it on; absent, the one with the fewest tenants
 */
public record TenantRequest(
        @NotBlank @Size(max = 200) String name,
        @NotNull @Pattern(regexp = "zh-CN|en") String locale,
        @NotBlank @Size(max = 60) String timeZone,
        @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
        @NotNull @Valid Issuer issuer,
        @Nullable @Size(max = 31) String cluster) {
    /**
     * Whose tokens the tenant trusts.
     *
     * @param issuer exact value of {@code iss}
     * @param jwks a JSON Web Key Set of public keys only
     * @param allowedOrigins web origins, scheme and host and port
     */
    public record Issuer(
            @NotBlank @Size(max = 300) String issuer,
            @NotBlank @Size(max = 300) String audience,
            @NotNull Map<String, Object> jwks,
            @NotNull @Size(max = 20) List<@NotNull @Size(max = 300) String> allowedOrigins) {}

    /** The checked request; {@code VALIDATION_FAILED} names every fault. */
    NewTenant as(String key) {
        List<FieldError> errors = new ArrayList<>();
        String keys = keys();
        check(errors, NewTenant.isKey(key), "");
        check(errors, ZoneId.getAvailableZoneIds().contains(timeZone), "/timeZone");
        check(
                errors,
                Currency.getAvailableCurrencies().stream()
                        .anyMatch(known -> known.getCurrencyCode().equals(currency)),
                "/currency");
        check(errors, IssuerKeys.areFit(keys), "/issuer/jwks");
        for (int i = 0; i < issuer.allowedOrigins().size(); i++) {
            check(errors, IssuerSpec.isOrigin(issuer.allowedOrigins().get(i)), "/issuer/allowedOrigins/" + i);
        }
        if (!errors.isEmpty()) {
            throw new Problem(HttpProblem.VALIDATION_FAILED).withErrors(errors);
        }
        return new NewTenant(
                key,
                name.strip(),
                Locale.forLanguageTag(locale),
                ZoneId.of(timeZone),
                currency,
                new IssuerSpec(issuer.issuer(), issuer.audience(), keys, issuer.allowedOrigins()));
    }

    private static void check(List<FieldError> errors, boolean good, String pointer) {
        if (!good) {
            errors.add(new FieldError(pointer, "MALFORMED"));
        }
    }

    private String keys() {
        try {
            return Json.mapper().writeValueAsString(issuer.jwks());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map that was read from JSON is written as JSON", e);
        }
    }
}
