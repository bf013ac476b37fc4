package org.crmcontracts.tenants.jobs;

import java.time.Duration;

/** The job cannot be done just now, which is no failure: it comes again after the pause. */
public final class JobPostponed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration pause;

    public JobPostponed(Duration pause) {
        super("postponed by " + pause);
        this.pause = pause;
    }

    public Duration pause() {
        return pause;
    }
}
