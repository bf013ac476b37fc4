package org.crmcontracts.connectors.spi;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a CRM gave no usable answer, told by what the sync should do about it. */
public final class CrmRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What to do. */
    public enum Reason {
        /** The CRM or the way to it is down for now. */
        RETRY_LATER,
        /** The CRM's quota is used up; pause for a longer time. */
        THROTTLED,
        /** The credentials are not accepted or may not read this; a human must act. */
        NEEDS_RECONNECT,
        /** The paging has to start again at its first page. */
        PAGE_TOKEN_EXPIRED,
        /** The answer cannot be understood, or the CRM calls our request wrong; retrying does not help. */
        BAD_ANSWER,
        /** The address is outside the allow-list. */
        HOST_NOT_ALLOWED,
        /** A notice that did not come from the CRM, or is too old to tell. */
        FORGED
    }

    /** The CRM's customer has bought no calls of its interface. */
    public static final String NO_API_QUOTA = "NO_API_QUOTA";

    /** The CRM's records have no field for our reference. */
    public static final String REFERENCE_FIELD_MISSING = "REFERENCE_FIELD_MISSING";

    /** The connection names a time zone that there is not. */
    public static final String TIME_ZONE_UNKNOWN = "TIME_ZONE_UNKNOWN";

    /** Codes that connectors give in the vendor's place, as an administrator can do something about them. */
    public static final Set<String> FOR_ADMINISTRATORS =
            Set.of(NO_API_QUOTA, REFERENCE_FIELD_MISSING, TIME_ZONE_UNKNOWN);

    private final Reason reason;
    private final @Nullable String vendorCode;
    private final @Nullable Duration after;

    public CrmRefusal(Reason reason, @Nullable String vendorCode, String message) {
        this(reason, vendorCode, message, null, null);
    }

    public CrmRefusal(Reason reason, @Nullable String vendorCode, String message, @Nullable Throwable cause) {
        this(reason, vendorCode, message, null, cause);
    }

    public CrmRefusal(
            Reason reason,
            @Nullable String vendorCode,
            String message,
            @Nullable Duration after,
            @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.vendorCode = vendorCode;
        this.after = after;
    }

    /** How long the CRM asks us to wait; null where it does not say. */
    public @Nullable Duration after() {
        return after;
    }

    public Reason reason() {
        return reason;
    }

    /** The vendor's own error code, for the log and for support, or one for administrators; null where there is none. */
    public @Nullable String vendorCode() {
        return vendorCode;
    }
}
