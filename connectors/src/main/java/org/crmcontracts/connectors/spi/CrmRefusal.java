package org.crmcontracts.connectors.spi;

import org.jspecify.annotations.Nullable;

/** Why a CRM did not do what was asked, in words that the sync can act upon. */
public final class CrmRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to do about it follows from this alone. */
    public enum Reason {
        RETRY_LATER,
        THROTTLED,
        NEEDS_RECONNECT,
        PAGE_TOKEN_EXPIRED,
        BAD_ANSWER,
        HOST_NOT_ALLOWED
    }

    private final Reason reason;
    private final @Nullable String vendorCode;

    public CrmRefusal(Reason reason, @Nullable String vendorCode) {
        super(reason + (vendorCode == null ? "" : " (" + vendorCode + ")"));
        this.reason = reason;
        this.vendorCode = vendorCode;
    }

    public Reason reason() {
        return reason;
    }

    /** The provider's own code, for the operator; null where it gave none. */
    public @Nullable String vendorCode() {
        return vendorCode;
    }
}
