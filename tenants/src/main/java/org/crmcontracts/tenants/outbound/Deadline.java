package org.crmcontracts.tenants.outbound;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends a call when its time is up, whatever the other side does meanwhile. */
final class Deadline implements AutoCloseable {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final long until;
    private volatile boolean passed;
    private volatile ScheduledFuture<?> alarm;

    Deadline(Duration span) {
        until = System.nanoTime() + span.toNanos();
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "outbound-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(1, TimeUnit.MINUTES);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    long nanosLeft() {
        return Math.max(0, until - System.nanoTime());
    }

    /** Runs the action at the deadline; it must be quick. */
    void then(Runnable action) {
        alarm = CLOCK.schedule(
                () -> {
                    passed = true;
                    action.run();
                },
                nanosLeft(),
                TimeUnit.NANOSECONDS);
    }

    boolean hasPassed() {
        return passed;
    }

    @Override
    public void close() {
        if (alarm != null) {
            alarm.cancel(false);
        }
    }
}
