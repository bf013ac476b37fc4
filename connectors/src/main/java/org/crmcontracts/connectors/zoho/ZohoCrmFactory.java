package org.crmcontracts.connectors.zoho;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.FieldMapping.Owner;
import org.crmcontracts.connectors.spi.Notice;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.Pace;
import org.crmcontracts.connectors.transport.Way;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Connects to Zoho CRM. */
@ApplicationScoped
public class ZohoCrmFactory implements CrmFactory {
    /** Zoho counts calls in flight per organisation and app; its smallest paid edition allows 10. */
    private static final int CONNECTIONS = 4;

    /** 200,000 rows of some 20 short columns, packed. */
    private static final int BULK_MAX_BYTES = 64 * 1024 * 1024;

    private final CamelRuntime runtime;
    private final ZohoHosts hosts;
    private final Way way;
    private final Way bulkWay;
    private final ZohoBulk.Rules bulkRules;
    private final Clock clock;

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
        this(runtime, clock, List.of(allowedHosts.orElse(new String[0])), Pace.USUAL, ZohoBulk.Rules.USUAL);
    }

    ZohoCrmFactory(CamelRuntime runtime, Clock clock, List<String> allowedHosts, Pace pace, ZohoBulk.Rules bulkRules) {
        this.runtime = runtime;
        this.clock = clock;
        this.hosts = new ZohoHosts(allowedHosts);
        this.bulkRules = bulkRules;
        this.way = way("zoho", Way.USUAL_MAX_BYTES, pace, allowedHosts);
        this.bulkWay = way("zoho-bulk", BULK_MAX_BYTES, pace, allowedHosts);
    }

    private static Way way(String name, int maxBytes, Pace pace, List<String> allowedHosts) {
        return new Way(
                name, pace, CONNECTIONS, maxBytes, answer -> ZohoResponses.mayPass(answer.status()), allowedHosts);
    }

    @Override
    public Optional<URI> page(URI apiUrl, RemoteKind kind, String externalId) {
        return ZohoHosts.page(apiUrl, kind == RemoteKind.CONTACT ? "Contacts" : "Accounts", externalId);
    }

    @Override
    public String provider() {
        return "zoho";
    }

    @Override
    public Set<String> credentials() {
        return Set.of("clientId", "clientSecret", "refreshToken");
    }

    @Override
    public List<FieldMapping> usualMapping() {
        return List.of(
                new FieldMapping(RemoteKind.ACCOUNT, "name", "Account_Name", Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "registrationNumber", ZohoRecords.CREDIT_CODE, Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "phone", "Phone", Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "website", "Website", Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "industry", "Industry", Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "address", ZohoRecords.ADDRESS, Owner.REMOTE),
                new FieldMapping(RemoteKind.ACCOUNT, "ownerName", ZohoRecords.OWNER_NAME, Owner.REMOTE),
                new FieldMapping(RemoteKind.CONTACT, "account", "Account_Name", Owner.NEWEST),
                new FieldMapping(RemoteKind.CONTACT, "name", ZohoRecords.PERSON_NAME, Owner.NEWEST),
                new FieldMapping(RemoteKind.CONTACT, "email", "Email", Owner.NEWEST),
                new FieldMapping(RemoteKind.CONTACT, "phone", "Phone", Owner.NEWEST),
                new FieldMapping(RemoteKind.CONTACT, "title", "Title", Owner.NEWEST),
                new FieldMapping(RemoteKind.USER, "name", "full_name", Owner.REMOTE),
                new FieldMapping(RemoteKind.USER, "email", "email", Owner.REMOTE),
                new FieldMapping(RemoteKind.USER, "active", ZohoRecords.USER_ACTIVE, Owner.REMOTE));
    }

    @Override
    public Notice notice(CrmAccess access, Map<String, String> headers, byte[] body) {
        return ZohoChannel.notice(access, body);
    }

    @Override
    public Optional<String> ownerField(RemoteKind kind) {
        return kind == RemoteKind.USER ? Optional.empty() : Optional.of("Owner");
    }

    @Override
    public void check(CrmAccess access) {
        hosts.check(access);
    }

    @Override
    public Crm connect(CrmAccess access, CrmHouse house) {
        check(access);
        return new ZohoCrm(new ZohoApi(runtime, way, hosts, access, house, clock), bulkWay, bulkRules, clock);
    }
}
