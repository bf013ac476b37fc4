package org.crmcontracts.connectors.fxiaoke;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import org.crmcontracts.tenants.http.Ids;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Connects to Fxiaoke (纷享销客) as a self-built enterprise app: {@code clientId} is its appId, {@code clientSecret} its
 * appSecret, {@code refreshToken} its permanentCode; both addresses are the tenant's cloud.
 */
@ApplicationScoped
public class FxiaokeCrmFactory implements CrmFactory {
    /** 100 calls in 20 s are allowed for one interface; so many at once never use that up by themselves. */
    private static final int CONNECTIONS_PER_HOST = 4;

    private final CamelRuntime runtime;
    private final Clock clock;
    private final Ids ids;
    private final FxiaokeHosts hosts;
    private final Way way;

    /** Only for the container's proxy. */
    protected FxiaokeCrmFactory() {
        this(new CamelRuntime(), Clock.systemUTC(), new Ids(), Optional.empty());
    }

    /**
     * Takes {@code host} or {@code host:port} entries besides Fxiaoke's own hosts: a test's or a demo's simulator.
     *
     * <p>An array, since Payara 6.2025.10 fails on an optional list with a ClassCastException.
     */
    @Inject
    public FxiaokeCrmFactory(
            CamelRuntime runtime,
            Clock clock,
            Ids ids,
            @ConfigProperty(name = "connectors.fxiaoke.allowed-hosts") Optional<String[]> allowedHosts) {
        this(runtime, clock, ids, List.of(allowedHosts.orElse(new String[0])), Pace.USUAL);
    }

    FxiaokeCrmFactory(CamelRuntime runtime, Clock clock, Ids ids, List<String> allowedHosts, Pace pace) {
        this.runtime = runtime;
        this.clock = clock;
        this.ids = ids;
        this.hosts = new FxiaokeHosts(allowedHosts);
        this.way = new Way(
                "fxiaoke",
                pace,
                CONNECTIONS_PER_HOST,
                Way.USUAL_MAX_BYTES,
                answer -> FxiaokeResponses.judge(answer.status(), answer.text().orElse(""))
                                .verdict()
                        == FxiaokeResponses.Verdict.BUSY,
                allowedHosts);
    }

    @Override
    public String provider() {
        return "fxiaoke";
    }

    @Override
    public Set<String> credentials() {
        return Set.of("clientId", "clientSecret", "refreshToken");
    }

    /**
     * Assumption: {@code name, tel, url, address, email, job_title, mobile1, account_id} are preset in each tenant; the
     * credit code and the industry are named as in the tenants seen. {@link Crm#describe} tells what a tenant has.
     */
    @Override
    public List<FieldMapping> usualMapping() {
        return List.of(
                new FieldMapping(RemoteKind.ACCOUNT, "name", "name", Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "registrationNumber", "uniform_social_credit_code", Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "phone", "tel", Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "website", "url", Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "industry", "industry_level1", Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "address", "address", Owner.NEWEST),
                new FieldMapping(RemoteKind.ACCOUNT, "ownerName", FxiaokeField.OWNER_NAME, Owner.REMOTE),
                new FieldMapping(RemoteKind.CONTACT, "account", "account_id", Owner.NEWEST),
                new FieldMapping(RemoteKind.CONTACT, "name", "name", Owner.NEWEST),
                new FieldMapping(RemoteKind.CONTACT, "email", "email", Owner.NEWEST),
                new FieldMapping(RemoteKind.CONTACT, "phone", "mobile1", Owner.NEWEST),
                new FieldMapping(RemoteKind.CONTACT, "title", "job_title", Owner.NEWEST),
                new FieldMapping(RemoteKind.USER, "name", "full_name", Owner.REMOTE),
                new FieldMapping(RemoteKind.USER, "email", "email", Owner.REMOTE),
                new FieldMapping(RemoteKind.USER, "active", FxiaokeField.ACTIVE, Owner.REMOTE));
    }

    @Override
    public Optional<String> ownerField(RemoteKind kind) {
        return kind == RemoteKind.USER ? Optional.empty() : Optional.of("owner");
    }

    @Override
    public void check(CrmAccess access) {
        hosts.check(access);
    }

    @Override
    public Crm connect(CrmAccess access, CrmHouse house) {
        check(access);
        return new FxiaokeCrm(new FxiaokeSession(runtime, way, access, house, clock, ids));
    }

    @Override
    public Notice notice(CrmAccess access, Map<String, String> headers, byte[] body) {
        return FxiaokeNotices.notice(access.noticeSecret().text(), body, clock.instant());
    }
}
