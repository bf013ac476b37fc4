package org.crmcontracts.tenants.identity;

import org.jspecify.annotations.Nullable;

/** Why a token was not believed: for the log, never for the answer. */
final class TokenRefused extends Exception {
    private static final long serialVersionUID = 1L;

    TokenRefused(String reason) {
        super(reason);
    }

    TokenRefused(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
