package org.crmcontracts.tenants.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that is to be added.
 *
 * @param kind the {@link JobHandler} that does it
 * @param key the tenant has at most one job of this kind and key; null for no such bond
 * @param ref ids and small parameters, at most 2,000 bytes; never content
 * @param at when it may run first, null for at once
 * @param every the pause between its turns, in whole seconds; null for a job that is done once
 */
public record NewJob(
        String kind, @Nullable String key, Map<String, String> ref, @Nullable Instant at, @Nullable Duration every) {
    public NewJob {
        ref = Map.copyOf(ref);
    }

    public static NewJob of(String kind, Map<String, String> ref) {
        return new NewJob(kind, null, ref, null, null);
    }

    public NewJob withKey(String unique) {
        return new NewJob(kind, unique, ref, at, every);
    }

    public NewJob at(Instant first) {
        return new NewJob(kind, key, ref, first, every);
    }

    /** Makes it recurring, which needs a key. */
    public NewJob every(Duration pause) {
        return new NewJob(kind, key, ref, at, pause);
    }
}
