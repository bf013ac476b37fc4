package org.crmcontracts.connectors.zoho;

import java.time.Duration;

/**
 * Something that goes wrong with an answer of the {@link ZohoSimulator}.
 *
 * @param late how much later the answer comes, or how long Zoho asks to wait
 */
public record ZohoSimulatorFault(Kind kind, int status, Duration late) {

    /** How an answer fails. */
    public enum Kind {
        /** A JSON error object; nothing is done. */
        ERROR,
        /** A page of HTML, as the edge in front of Zoho sends it; nothing is done. */
        HTML,
        /** No body; nothing is done. */
        EMPTY,
        /** What was asked is done; the answer is in another charset than it says. */
        WRONG_CHARSET,
        /** The connection closes before any byte; nothing is done. */
        DROP,
        /** What was asked is done; the connection closes before any byte. */
        DROP_AFTER,
        /** The connection closes within the body; nothing is done. */
        CUT,
        /** The right answer, but late; what was asked is done late too. */
        DELAY,
        /** What was asked is done at once; the answer is late. */
        DELAY_AFTER,
        /** Status 200 with the first record's phone as an object. */
        GARBLED_RECORD,
        /** The list has only the first half of its page and says that this is all. */
        HALF,
        /** The page's records in another order, the first of them twice. */
        SHUFFLED,
        /** The page before this one once more. */
        REPEATED
    }

    public static ZohoSimulatorFault of(Kind kind) {
        return new ZohoSimulatorFault(kind, 200, Duration.ZERO);
    }

    public static ZohoSimulatorFault tooManyRequests() {
        return new ZohoSimulatorFault(Kind.ERROR, 429, Duration.ZERO);
    }

    /** With the header that Zoho does not document, but an edge may send. */
    public static ZohoSimulatorFault tooManyRequests(Duration retryAfter) {
        return new ZohoSimulatorFault(Kind.ERROR, 429, retryAfter);
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
        return of(Kind.DROP);
    }

    public static ZohoSimulatorFault dropAfter() {
        return of(Kind.DROP_AFTER);
    }

    public static ZohoSimulatorFault cut() {
        return of(Kind.CUT);
    }

    public static ZohoSimulatorFault delay(Duration late) {
        return new ZohoSimulatorFault(Kind.DELAY, 200, late);
    }

    public static ZohoSimulatorFault delayAfter(Duration late) {
        return new ZohoSimulatorFault(Kind.DELAY_AFTER, 200, late);
    }

    public static ZohoSimulatorFault garbledRecord() {
        return of(Kind.GARBLED_RECORD);
    }

    String code() {
        return switch (status) {
            case 403 -> "NO_PERMISSION";
            case 429 -> "TOO_MANY_REQUESTS";
            default -> "INTERNAL_ERROR";
        };
    }
}
