package org.crmcontracts.connectors.zoho;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Connects to Zoho CRM; keeps one session for each connection, so that a new sync run needs no new token. */
@ApplicationScoped
public class ZohoCrmFactory implements CrmFactory {
    private final CamelRuntime runtime;
    private final Clock clock;
    private final ZohoHosts hosts;
    private final Map<UUID, ZohoSession> sessions = new ConcurrentHashMap<>();

    /** Only for the container's proxy. */
    protected ZohoCrmFactory() {
        this(new CamelRuntime(), Clock.systemUTC(), Optional.empty());
    }

    /**
     * Takes {@code host} or {@code host:port} entries besides Zoho's own hosts: a test's or a demo's simulator.
     *
     * <p>An array, since Payara 6.2025.10 fails on an optional list with a ClassCastException.
     */
    @Inject
    public ZohoCrmFactory(
            CamelRuntime runtime,
            Clock clock,
            @ConfigProperty(name = "connectors.zoho.allowed-hosts") Optional<String[]> allowedHosts) {
        this.runtime = runtime;
        this.clock = clock;
        this.hosts = new ZohoHosts(List.of(allowedHosts.orElse(new String[0])));
    }

    @Override
    public String provider() {
        return "zoho";
    }

    @Override
    public void check(CrmAccess access) {
        hosts.check(access);
    }

    @Override
    public Crm connect(CrmAccess access) {
        check(access);
        ZohoSession session = sessions.compute(
                access.connectionId(),
                (id, known) -> known != null && known.access().equals(access)
                        ? known
                        : new ZohoSession(runtime, access, clock));
        return new ZohoCrm(runtime, session);
    }
}
