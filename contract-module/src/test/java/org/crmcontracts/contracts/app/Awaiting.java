package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Waits for what the server does in its own time. */
final class Awaiting {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Awaiting() {}

    /** Asks again and again, for a minute at most. */
    static void until(String what, Callable<Boolean> reached) {
        first(what, reached, Boolean::booleanValue);
    }

    /** The first answer that will do. */
    static <T> T first(String what, Callable<T> question, Predicate<T> does) {
        long end = System.nanoTime() + PATIENCE.toNanos();
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
            } catch (Exception e) {
                throw new IllegalStateException(what, e);
            }
        }
    }
}
