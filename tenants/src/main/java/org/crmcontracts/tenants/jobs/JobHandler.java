package org.crmcontracts.tenants.jobs;

import java.time.Duration;
import java.util.Optional;

/** Does the jobs of one kind; an application-scoped bean. */
public interface JobHandler {
    /** How often a job is tried before it has failed, unless the handler says otherwise. */
    int MOST_ATTEMPTS = 8;

    /** Lower-case words parted by dots, such as {@code sync.pull}; never changed, as it stands in the database. */
    String kind();

    /**
     * Does the job, outside of any transaction; at least once, so it must bear to be repeated, except for what it does
     * within {@link JobRun#finish}. Any exception makes it tried again after a growing pause; {@link JobRefused} does
     * not, {@link JobPostponed} is no failure.
     */
    void run(JobRun run) throws Exception;

    default int mostAttempts() {
        return MOST_ATTEMPTS;
    }

    /** The pause before a recurring job's next turn, where a setting may have changed since it was armed. */
    default Duration pause(Duration armed) {
        return armed;
    }

    /** How often the job is to be done for each tenant without anybody adding it; empty for never. */
    default Optional<Duration> everyTenant() {
        return Optional.empty();
    }
}
