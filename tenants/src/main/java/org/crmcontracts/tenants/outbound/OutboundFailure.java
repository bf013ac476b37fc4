package org.crmcontracts.tenants.outbound;

/** Why a guarded call gave no answer; each name is also the key of a localised text. */
public enum OutboundFailure {
    /** The URL or an address behind it is none that may be called. */
    ADDRESS_REFUSED,
    UNREACHABLE,
    TLS_FAILED,
    TIMED_OUT,
    /** The answer is longer than the caller takes. */
    TOO_LARGE,
    /** The other side does not speak HTTP as it should. */
    BROKEN_ANSWER
}
