package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Waits for what the server does in its own time. */
final class Awaiting {
    /** For what is tried again after a pause, or comes in a round of its own. */
    static final Duration LONG = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Awaiting() {}

    /** Asks again and again, for a minute at most. */
    static void until(String what, Callable<Boolean> reached) {
        within(PATIENCE, what, reached);
    }

    /** Asks again and again, for so long at most. */
    static void within(Duration patience, String what, Callable<Boolean> reached) {
        first(patience, what, reached, Boolean::booleanValue);
    }

    /** The first answer that will do, for a minute at most. */
    static <T> T first(String what, Callable<T> question, Predicate<T> does) {
        return first(PATIENCE, what, question, does);
    }

    private static <T> T first(Duration patience, String what, Callable<T> question, Predicate<T> does) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                T answer = question.call();
                if (does.test(answer)) {
                    return answer;
                }
                assertThat(System.nanoTime()).as(what).isLessThan(end);
                Thread.sleep(100);
            } catch (RuntimeException e) {
                throw e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (Exception e) {
                throw new IllegalStateException(what, e);
            }
        }
    }
}
