package org.crmcontracts.tenants.identity;

import org.jspecify.annotations.Nullable;

/** Why a token was not believed: for the log and for the tenant's admin, never for who presented it. */
final class TokenRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final TokenFault fault;

    TokenRefused(TokenFault fault) {
        this(fault, fault.name(), null);
    }

    /** With the claim that is at fault. */
    TokenRefused(TokenFault fault, String claim) {
        this(fault, claim, null);
    }

    TokenRefused(TokenFault fault, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.fault = fault;
    }

    TokenFault fault() {
        return fault;
    }
}
