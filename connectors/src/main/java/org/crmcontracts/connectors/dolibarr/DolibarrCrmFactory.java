package org.crmcontracts.connectors.dolibarr;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.FieldMapping.Owner;
import org.crmcontracts.connectors.spi.Notice;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.Pace;
import org.crmcontracts.connectors.transport.Way;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a Dolibarr: {@code apiUrl} is its address, {@code clientSecret} the API key (DOLAPIKEY) of one of its
 * users.
 */
@ApplicationScoped
public class DolibarrCrmFactory implements CrmFactory {
    /**
     * Option: the time zone of the database's session, such as {@code Europe/Paris}; without it each pull reads up to a
     * day more than it has to.
     */
    static final String TIME_ZONE = "time-zone";

    /** One small server: it should go on serving its own users. */
    private static final int CONNECTIONS_PER_HOST = 2;

    private final CamelRuntime runtime;
    private final Clock clock;
    private final DolibarrHosts hosts;
    private final Way way;
    private final Map<UUID, Object> numberings = new ConcurrentHashMap<>();

    /** Only for the container's proxy. */
    protected DolibarrCrmFactory() {
        this(new CamelRuntime(), Clock.systemUTC(), Optional.empty());
    }

    /**
     * Takes {@code host} or {@code host:port} entries that tenants may name beside public hosts by https, also by plain
     * http and at private addresses: a Dolibarr in the operator's own network.
     *
     * <p>An array, since Payara 6.2025.10 fails on an optional list with a ClassCastException.
     */
    @Inject
    public DolibarrCrmFactory(
            CamelRuntime runtime,
            Clock clock,
            @ConfigProperty(name = "connectors.dolibarr.allowed-hosts") Optional<String[]> allowedHosts) {
        this(runtime, clock, List.of(allowedHosts.orElse(new String[0])), Pace.USUAL);
    }

    DolibarrCrmFactory(CamelRuntime runtime, Clock clock, List<String> allowedHosts, Pace pace) {
        this.runtime = runtime;
        this.clock = clock;
        this.hosts = new DolibarrHosts(allowedHosts);
        this.way = new Way(
                "dolibarr",
                pace,
                CONNECTIONS_PER_HOST,
                Way.USUAL_MAX_BYTES,
                answer ->
                        DolibarrResponses.passes(answer.status(), answer.text().orElse("")),
                allowedHosts);
    }

    @Override
    public Optional<URI> page(URI apiUrl, RemoteKind kind, String externalId) {
        return DolibarrHosts.page(apiUrl, kind == RemoteKind.CONTACT, externalId);
    }

    @Override
    public String provider() {
        return "dolibarr";
    }

    @Override
    public Set<String> credentials() {
        return Set.of("clientSecret");
    }

    /** Assumption: the first professional ID holds the registration number, as in most countries' set-ups. */
    @Override
    public List<FieldMapping> usualMapping() {
        return List.of(
                new FieldMapping(RemoteKind.ACCOUNT, "name", "name", Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "registrationNumber", "idprof1", Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "phone", "phone", Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "website", "url", Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "address", DolibarrFields.FULL_ADDRESS, Owner.REMOTE),
                new FieldMapping(RemoteKind.CONTACT, "account", "socid", Owner.NEWEST),
                new FieldMapping(RemoteKind.CONTACT, "name", DolibarrFields.PERSON_NAME, Owner.NEWEST),
                new FieldMapping(RemoteKind.CONTACT, "email", "email", Owner.NEWEST),
                new FieldMapping(RemoteKind.CONTACT, "phone", "phone_pro", Owner.NEWEST),
                new FieldMapping(RemoteKind.CONTACT, "title", "poste", Owner.NEWEST),
                new FieldMapping(RemoteKind.USER, "name", DolibarrFields.PERSON_NAME, Owner.REMOTE),
                new FieldMapping(RemoteKind.USER, "email", "email", Owner.REMOTE),
                new FieldMapping(RemoteKind.USER, "active", DolibarrFields.ACTIVE, Owner.REMOTE));
    }

    @Override
    public void check(CrmAccess access) {
        hosts.check(access);
    }

    /** {@code NEEDS_RECONNECT} {@code TIME_ZONE_UNKNOWN} for an option that names no time zone. */
    @Override
    public Crm connect(CrmAccess access, CrmHouse house) {
        check(access);
        return new DolibarrCrm(
                new DolibarrSession(runtime, way, access, house, clock, zone(access)),
                numberings.computeIfAbsent(access.connectionId(), id -> new Object()));
    }

    @Override
    public Notice notice(CrmAccess access, Map<String, String> headers, byte[] body) {
        return DolibarrNotices.notice(access.noticeSecret(), headers, body);
    }

    private static @Nullable ZoneId zone(CrmAccess access) {
        String name = access.options().getOrDefault(TIME_ZONE, "").strip();
        try {
            return name.isEmpty() ? null : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new CrmRefusal(
                    CrmRefusal.Reason.NEEDS_RECONNECT,
                    CrmRefusal.TIME_ZONE_UNKNOWN,
                    "There is no time zone " + name,
                    e);
        }
    }
}
