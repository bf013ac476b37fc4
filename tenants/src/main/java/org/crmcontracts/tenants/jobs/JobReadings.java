package org.crmcontracts.tenants.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.crmcontracts.tenants.registry.Clusters;
import org.crmcontracts.tenants.registry.ShortMemory;
import org.jspecify.annotations.Nullable;

/** Numbers of the queue that are at most 10 s old, however often and by however many they are asked for. */
@ApplicationScoped
public class JobReadings {
    private static final System.Logger LOG = System.getLogger(JobReadings.class.getName());
    private static final Duration FRESH = Duration.ofSeconds(10);

    /** Nothing is known of the cluster; Prometheus writes it so, too. */
    private static final double UNKNOWN = Double.NaN;

    /** What was read of a cluster; null where it could not be. */
    private record Reading(@Nullable List<JobNumbers.Count> counts) {}

    private final Function<String, @Nullable List<JobNumbers.Count>> read;
    private final ShortMemory<String, Reading> readings;

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected JobReadings() {
        this(cluster -> null, Clock.systemUTC());
    }

    @Inject
    public JobReadings(JobNumbers numbers, Clusters clusters) {
        this(cluster -> clusters.isReady(cluster) ? numbers.of(cluster) : null, Clock.systemUTC());
    }

    JobReadings(Function<String, @Nullable List<JobNumbers.Count>> read, Clock clock) {
        this.read = read;
        this.readings = new ShortMemory<>(clock, FRESH);
    }

    /** 0 for a kind without jobs, and no number for a cluster that does not answer. One reads, the others wait for it. */
    synchronized double get(String cluster, String kind, ToLongFunction<JobNumbers.Count> number) {
        List<JobNumbers.Count> counts = readings.get(cluster, this::read).counts();
        return counts == null
                ? UNKNOWN
                : counts.stream()
                        .filter(count -> count.kind().equals(kind))
                        .mapToLong(number)
                        .sum();
    }

    private Reading read(String cluster) {
        try {
            return new Reading(read.apply(cluster));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the jobs of " + cluster + " could not be counted", e);
            return new Reading(null);
        }
    }
}
