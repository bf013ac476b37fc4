package org.crmcontracts.tenants.http;

import java.util.Optional;

/** Tells what a failure that nobody foresaw where it arose means to the caller. Implemented by rooms that know more. */
public interface FailureReading {
    /** The refusal that the failure amounts to; empty if it is none of this reader's. */
    Optional<Problem> read(Throwable thrown);
}
