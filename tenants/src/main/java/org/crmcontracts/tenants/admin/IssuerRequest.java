package org.crmcontracts.tenants.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.IssuerKeys;
import org.crmcontracts.tenants.provisioning.FetchedKeys;
import org.crmcontracts.tenants.provisioning.IssuerDraft;
import org.crmcontracts.tenants.provisioning.IssuerSpec;
import org.crmcontracts.tenants.registry.ClaimPath;
import org.crmcontracts.tenants.registry.ClaimPaths;
import org.jspecify.annotations.Nullable;

/**
 * An issuer to trust.
 *
 * @param issuer exact value of {@code iss}
 * @param jwksUrl where its keys are published; exactly one of this and {@code jwks}
 * @param jwks a JSON Web Key Set of public keys
 * @param claims where its tokens say who somebody is; the usual places if left out
 * @param allowedOrigins web origins, scheme and host and port
 */
public record IssuerRequest(
        @NotBlank @Size(max = 300) @Pattern(regexp = "[\\x21-\\x7e]*") String issuer,
        @NotBlank @Size(max = 300) String audience,
        @Nullable @Size(min = 1, max = 2_000) String jwksUrl,
        @Nullable Map<String, Object> jwks,
        @Nullable @Valid Claims claims,
        @NotNull @Size(max = 20) List<@NotNull @Size(max = 300) String> allowedOrigins) {
    /** Paths of claims; each may be left out. */
    public record Claims(
            @Nullable String user, @Nullable String name, @Nullable String roles, @Nullable String teams) {}

    /**
     * The checked request with its keys; {@code VALIDATION_FAILED} names every fault. Fetches only what is otherwise
     * good.
     */
    IssuerDraft checked(Function<String, FetchedKeys> fetch) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < allowedOrigins.size(); i++) {
            if (!IssuerSpec.isOrigin(allowedOrigins.get(i))) {
                errors.add(new FieldError("/allowedOrigins/" + i, "ORIGIN_MALFORMED"));
            }
        }
        ClaimPaths paths = paths(errors);
        if ((jwksUrl == null) == (jwks == null)) {
            errors.add(new FieldError("/jwksUrl", "KEYS_OR_URL"));
        }
        refuse(errors);
        Duration fresh = Duration.ZERO;
        IssuerKeys keys = null;
        if (jwksUrl != null) {
            FetchedKeys fetched = fetch.apply(jwksUrl);
            keys = fetched.keys();
            fresh = fetched.fresh();
            if (fetched.fault() != null) {
                errors.add(new FieldError("/jwksUrl", fetched.fault()));
            }
        } else {
            keys = given(errors);
        }
        refuse(errors);
        if (keys == null) {
            throw new IllegalStateException("neither keys nor a fault");
        }
        return new IssuerDraft(issuer, audience, jwksUrl, keys.jwksJson(), fresh, paths, allowedOrigins);
    }

    private @Nullable IssuerKeys given(List<FieldError> errors) {
        try {
            return IssuerKeys.of(Json.mapper().writeValueAsString(jwks));
        } catch (IssuerKeys.Refused e) {
            errors.add(new FieldError("/jwks", e.fault().name()));
            return null;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map that was read from JSON is written as JSON", e);
        }
    }

    private ClaimPaths paths(List<FieldError> errors) {
        if (claims == null) {
            return ClaimPaths.USUAL;
        }
        return new ClaimPaths(
                path(errors, "user", claims.user(), ClaimPaths.USUAL.user()),
                path(errors, "name", claims.name(), ClaimPaths.USUAL.name()),
                path(errors, "roles", claims.roles(), ClaimPaths.USUAL.roles()),
                claims.teams() == null ? null : path(errors, "teams", claims.teams(), ClaimPaths.USUAL.roles()));
    }

    private static ClaimPath path(List<FieldError> errors, String member, @Nullable String text, ClaimPath usual) {
        if (text == null) {
            return usual;
        }
        if (!ClaimPath.isPath(text)) {
            errors.add(new FieldError("/claims/" + member, "CLAIM_PATH_MALFORMED"));
            return usual;
        }
        return new ClaimPath(text);
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new Problem(HttpProblem.VALIDATION_FAILED).withErrors(errors);
        }
    }
}
