package org.crmcontracts.connectors.zoho;

import java.time.Duration;

/** Something that goes wrong with an answer of the {@link ZohoSimulator}. */
public record ZohoSimulatorFault(Kind kind, int status, Duration late) {

    /** How an answer fails. */
    public enum Kind {
        /** A JSON error object. */
        ERROR,
        /** A page of HTML, as the edge in front of Zoho sends it. */
        HTML,
        /** The connection closes before any byte. */
        DROP,
        /** The connection closes within the body. */
        CUT,
        /** The right answer, but late. */
        DELAY,
        /** Status 200 with the first record's name as an object. */
        GARBLED_RECORD
    }

    public static ZohoSimulatorFault tooManyRequests() {
        return new ZohoSimulatorFault(Kind.ERROR, 429, Duration.ZERO);
    }

    public static ZohoSimulatorFault serverError() {
        return new ZohoSimulatorFault(Kind.ERROR, 500, Duration.ZERO);
    }

    public static ZohoSimulatorFault noPermission() {
        return new ZohoSimulatorFault(Kind.ERROR, 403, Duration.ZERO);
    }

    public static ZohoSimulatorFault html(int status) {
        return new ZohoSimulatorFault(Kind.HTML, status, Duration.ZERO);
    }

    public static ZohoSimulatorFault drop() {
        return new ZohoSimulatorFault(Kind.DROP, 0, Duration.ZERO);
    }

    public static ZohoSimulatorFault cut() {
        return new ZohoSimulatorFault(Kind.CUT, 200, Duration.ZERO);
    }

    public static ZohoSimulatorFault delay(Duration late) {
        return new ZohoSimulatorFault(Kind.DELAY, 200, late);
    }

    public static ZohoSimulatorFault garbledRecord() {
        return new ZohoSimulatorFault(Kind.GARBLED_RECORD, 200, Duration.ZERO);
    }

    String code() {
        return switch (status) {
            case 403 -> "NO_PERMISSION";
            case 429 -> "TOO_MANY_REQUESTS";
            default -> "INTERNAL_ERROR";
        };
    }
}
