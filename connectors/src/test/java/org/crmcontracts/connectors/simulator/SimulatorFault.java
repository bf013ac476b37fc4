package org.crmcontracts.connectors.simulator;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Something that goes wrong with one request to a simulator.
 *
 * @param pause how long the fault lasts, zero where it takes no time
 * @param altered makes the answer out of the right one, which is null where the request was not carried out
 */
public record SimulatorFault(Kind kind, Duration pause, UnaryOperator<SimulatorAnswer> altered) {

    /** When it goes wrong; "carried out" means that a write has taken effect. */
    public enum Kind {
        /** Another answer, and the request is not carried out. */
        INSTEAD,
        /** The request is carried out, its answer is altered. */
        ALTERED,
        /** The connection closes, the request is not carried out. */
        DROPPED_BEFORE,
        /** The request is carried out, the connection closes before any byte of the answer. */
        DROPPED_AFTER,
        /** The request is carried out, the connection closes within the answer's body. */
        CUT,
        /** No answer for the given time, then the connection closes; the request is never carried out. */
        STALLED,
        /** The request is carried out at once, its answer comes after the given time. */
        LATE,
        /** The connection closes at once, the request is carried out after the given time. */
        LATE_COMMIT
    }

    public static SimulatorFault instead(SimulatorAnswer answer) {
        return new SimulatorFault(Kind.INSTEAD, Duration.ZERO, none -> answer);
    }

    public static SimulatorFault altered(UnaryOperator<SimulatorAnswer> altered) {
        return new SimulatorFault(Kind.ALTERED, Duration.ZERO, altered);
    }

    public static SimulatorFault droppedBefore() {
        return plain(Kind.DROPPED_BEFORE, Duration.ZERO);
    }

    public static SimulatorFault droppedAfter() {
        return plain(Kind.DROPPED_AFTER, Duration.ZERO);
    }

    public static SimulatorFault cut() {
        return plain(Kind.CUT, Duration.ZERO);
    }

    public static SimulatorFault stalled(Duration pause) {
        return plain(Kind.STALLED, pause);
    }

    public static SimulatorFault late(Duration pause) {
        return plain(Kind.LATE, pause);
    }

    public static SimulatorFault lateCommit(Duration pause) {
        return plain(Kind.LATE_COMMIT, pause);
    }

    private static SimulatorFault plain(Kind kind, Duration pause) {
        return new SimulatorFault(kind, pause, UnaryOperator.identity());
    }
}
