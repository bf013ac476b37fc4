package org.crmcontracts.connectors.transport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/** Calls, failures and time of each way in {@code /metrics}; never by tenant, of which there are too many. */
@ApplicationScoped
class CallMetrics implements CallMeter {
    private final @Nullable MetricRegistry registry;

    @Inject
    CallMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    /** For the container's proxy. */
    protected CallMetrics() {
        this.registry = null;
    }

    @Override
    public void called(String way, Duration took, boolean answered) {
        if (registry == null) {
            return;
        }
        Tag tag = new Tag("way", way);
        registry.timer("connectors_calls", tag).update(took);
        if (!answered) {
            registry.counter("connectors_failures", tag).inc();
        }
    }
}
