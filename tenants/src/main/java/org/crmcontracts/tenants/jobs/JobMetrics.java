package org.crmcontracts.tenants.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.function.ToLongFunction;
import org.crmcontracts.tenants.registry.Clusters;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The queue as gauges for {@code /metrics}, of each cluster and kind and never of a tenant. */
@ApplicationScoped
public class JobMetrics {
    @Inject
    JobReadings readings;

    @Inject
    Clusters clusters;

    @Inject
    @Any
    Instance<JobHandler> handlers;

    @Inject
    MetricRegistry registry;

    /** Called once, when the tables are there. */
    public void register() {
        for (String cluster : clusters.names()) {
            for (JobHandler handler : handlers) {
                Tag[] tags = {new Tag("cluster", cluster), new Tag("kind", handler.kind())};
                gauge("crm_jobs_waiting", "Jobs that are due and not begun", JobNumbers.Count::waiting, tags);
                gauge("crm_jobs_running", "Jobs that run, on all nodes", JobNumbers.Count::running, tags);
                gauge("crm_jobs_failed", "Jobs in the failure inboxes", JobNumbers.Count::failed, tags);
                gauge(
                        "crm_jobs_oldest_due_seconds",
                        "How long the oldest job that is due has waited",
                        JobNumbers.Count::oldestWaitSeconds,
                        tags);
            }
        }
    }

    private void gauge(String name, String what, ToLongFunction<JobNumbers.Count> number, Tag... tags) {
        Metadata metadata =
                Metadata.builder().withName(name).withDescription(what).build();
        String cluster = tags[0].getTagValue();
        String kind = tags[1].getTagValue();
        registry.gauge(metadata, () -> readings.get(cluster, kind, number), tags);
    }
}
