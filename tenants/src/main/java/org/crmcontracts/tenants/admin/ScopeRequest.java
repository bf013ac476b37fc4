package org.crmcontracts.tenants.admin;

import jakarta.validation.constraints.Pattern;
import org.crmcontracts.tenants.identity.Scope;
import org.jspecify.annotations.Nullable;

/**
 * How far every role of a person reaches.
 *
 * @param scope {@code OWN}, {@code TEAM} or {@code ALL}; absent to leave it to the mappings
 */
public record ScopeRequest(@Nullable @Pattern(regexp = SCOPES) String scope) {
    static final String SCOPES = "OWN|TEAM|ALL";

    @Nullable
    Scope asScope() {
        return scope == null ? null : Scope.valueOf(scope);
    }
}
