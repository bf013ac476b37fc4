package org.crmcontracts.tenants.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.Operator;
import org.crmcontracts.tenants.identity.PlatformIssuer;
import org.crmcontracts.tenants.registry.Tenants;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's admin does with the issuers the tenant trusts.
 *
 * <p>The registry may stand on another server than the tenant, and no tenant's role may write it. So a change is
 * committed in the registry first, together with a row in {@code platform.operation} that says who did it, and the
 * tenant's audit event commits last. Should the second commit fail, the change stands with its operation row as witness;
 * registering once more the same then only writes the event, and a change or withdrawal shows in the list.
 */
@ApplicationScoped
@Transactional
public class TenantIssuers {
    private static final int MAX_ISSUERS = 20;
    private static final String SUBJECT = "issuer";

    @Inject
    AdminDatabase database;

    @Inject
    Tenants tenants;

    @Inject
    PlatformIssuer platform;

    @Inject
    KeyRenewing renewing;

    @Inject
    AuditLog log;

    @Inject
    Idempotency idempotency;

    @Inject
    Ids ids;

    private final Clock clock = Clock.systemUTC();

    /** The tenant's issuers by name, withdrawn ones left out. */
    public List<IssuerEntry> list(Caller caller) {
        return database.registry().work(connection -> entries(connection, caller));
    }

    /** {@code ISSUER_NOT_FOUND}. */
    public IssuerEntry get(Caller caller, UUID id) {
        return list(caller).stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Problem(IssuerProblem.ISSUER_NOT_FOUND));
    }

    /** {@code ISSUER_TAKEN} by another tenant or the platform, {@code ISSUER_REGISTERED} already, {@code ISSUER_LIMIT}. */
    public IssuerEntry register(Caller caller, IssuerDraft draft, IdempotencyKey key) {
        return idempotency.once(
                key, "issuer.register", draft.settings(), IssuerEntry.class, () -> register(caller, draft));
    }

    private IssuerEntry register(Caller caller, IssuerDraft draft) {
        if (platform.isNamed(draft.issuer())) {
            throw new Problem(TenantLifeProblem.ISSUER_TAKEN);
        }
        IssuerEntry entry = Operations.inTransaction(database, connection -> {
            List<IssuerEntry> known = lock(connection, caller);
            if (known.size() >= MAX_ISSUERS) {
                throw Problem.of(IssuerProblem.ISSUER_LIMIT, "max", MAX_ISSUERS);
            }
            int written = AdminSql.update(
                    connection,
                    "insert into platform.trusted_issuer (audience, jwks, jwks_url, jwks_fetched_at, jwks_fresh_until,"
                            + " user_claim, name_claim, roles_claim, teams_claim, allowed_origins, issuer, tenant_id, id)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (issuer) do update set"
                            + " audience = excluded.audience, jwks = excluded.jwks, jwks_url = excluded.jwks_url,"
                            + " jwks_fetched_at = excluded.jwks_fetched_at, jwks_fresh_until = excluded.jwks_fresh_until,"
                            + " user_claim = excluded.user_claim, name_claim = excluded.name_claim,"
                            + " roles_claim = excluded.roles_claim, teams_claim = excluded.teams_claim,"
                            + " allowed_origins = excluded.allowed_origins, jwks_problem = null, state = 'TRUSTED',"
                            + " version = trusted_issuer.version + 1"
                            + " where trusted_issuer.tenant_id = excluded.tenant_id"
                            + " and trusted_issuer.state = 'WITHDRAWN'",
                    values(connection, draft, draft.issuer(), caller.tenant().id(), ids.next()));
            if (written == 0) {
                IssuerEntry own = known.stream()
                        .filter(one -> one.issuer().equals(draft.issuer()))
                        .findFirst()
                        .orElseThrow(() -> new Problem(TenantLifeProblem.ISSUER_TAKEN));
                if (!draft.isAs(own)) {
                    throw new Problem(IssuerProblem.ISSUER_REGISTERED);
                }
                return own;
            }
            record(connection, caller, "issuer.registered", draft.issuer());
            return one(connection, caller, draft.issuer());
        });
        return changed(caller, "issuer.registered", entry);
    }

    /** {@code ISSUER_NOT_FOUND}, {@code STALE_VERSION}; the name itself never changes. */
    public IssuerEntry change(Caller caller, UUID id, long version, IssuerDraft draft) {
        IssuerEntry entry = Operations.inTransaction(database, connection -> {
            IssuerEntry before = find(lock(connection, caller), id);
            if (before.version() != version) {
                throw new Problem(HttpProblem.STALE_VERSION);
            }
            AdminSql.update(
                    connection,
                    "update platform.trusted_issuer set audience = ?, jwks = ?, jwks_url = ?, jwks_fetched_at = ?,"
                            + " jwks_fresh_until = ?, user_claim = ?, name_claim = ?, roles_claim = ?, teams_claim = ?,"
                            + " allowed_origins = ?, jwks_problem = null, version = version + 1 where id = ?",
                    values(connection, draft, id));
            record(connection, caller, "issuer.changed", before.issuer());
            return one(connection, caller, before.issuer());
        });
        return changed(caller, "issuer.changed", entry);
    }

    /**
     * Believes the issuer no more, within 30 s on every node; its name stays the tenant's. {@code ISSUER_IN_USE} for
     * the caller's own, {@code ISSUER_LAST}, {@code ISSUER_NOT_FOUND}, {@code STALE_VERSION}.
     *
     * @param own the issuer of the caller's token
     */
    public void withdraw(Caller caller, UUID id, long version, @Nullable String own) {
        IssuerEntry gone = Operations.inTransaction(database, connection -> {
            List<IssuerEntry> known = lock(connection, caller);
            IssuerEntry entry = find(known, id);
            if (entry.version() != version) {
                throw new Problem(HttpProblem.STALE_VERSION);
            }
            if (entry.issuer().equals(own)) {
                throw new Problem(IssuerProblem.ISSUER_IN_USE);
            }
            if (known.size() == 1) {
                throw new Problem(IssuerProblem.ISSUER_LAST);
            }
            AdminSql.update(
                    connection,
                    "update platform.trusted_issuer set state = 'WITHDRAWN', version = version + 1 where id = ?",
                    id);
            record(connection, caller, "issuer.withdrawn", entry.issuer());
            return entry;
        });
        changed(caller, "issuer.withdrawn", gone);
    }

    /** Fetches the keys now. {@code ISSUER_NOT_FOUND}, {@code ISSUER_HAS_NO_URL}, {@code ISSUER_RENEWED_JUST_NOW}. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public FetchedKeys refresh(Caller caller, UUID id) {
        IssuerEntry entry = get(caller, id);
        if (entry.jwksUrl() == null) {
            throw new Problem(IssuerProblem.ISSUER_HAS_NO_URL);
        }
        return renewing.renewNow(entry.issuer(), entry.jwksUrl());
    }

    /** What an address would give, without keeping it. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public FetchedKeys look(String jwksUrl) {
        return renewing.look(jwksUrl);
    }

    private IssuerEntry changed(Caller caller, String action, IssuerEntry entry) {
        tenants.refresh();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("issuer", entry.issuer());
        data.put("audience", entry.audience());
        data.put("jwksUrl", entry.jwksUrl());
        data.put("roles", entry.claims().roles().text());
        data.put("allowedOrigins", entry.allowedOrigins());
        log.append(Actor.of(caller), action, SUBJECT, entry.id(), data);
        return entry;
    }

    private Object[] values(Connection connection, IssuerDraft draft, Object... last) throws SQLException {
        Instant now = clock.instant();
        boolean fetched = draft.jwksUrl() != null;
        List<@Nullable Object> values = new ArrayList<>();
        values.add(draft.audience());
        values.add(draft.jwksJson());
        values.add(draft.jwksUrl());
        values.add(fetched ? Timestamp.from(now) : null);
        values.add(fetched ? Timestamp.from(now.plus(draft.fresh())) : null);
        values.add(draft.claims().user().text());
        values.add(draft.claims().name().text());
        values.add(draft.claims().roles().text());
        values.add(
                draft.claims().teams() == null ? null : draft.claims().teams().text());
        values.add(connection.createArrayOf("text", draft.allowedOrigins().toArray()));
        values.addAll(List.of(last));
        return values.toArray();
    }

    private static void record(Connection connection, Caller caller, String action, String issuer) throws SQLException {
        Operations.record(
                connection,
                new Operator(caller.userId(), caller.name()),
                action,
                caller.tenant().id(),
                caller.tenant().key(),
                issuer);
    }

    /** Lets one admin of the tenant at a time decide about its issuers. */
    private static List<IssuerEntry> lock(Connection connection, Caller caller) throws SQLException {
        AdminSql.first(
                connection,
                "select key from platform.tenant where id = ? for update",
                caller.tenant().id());
        return entries(connection, caller);
    }

    private static IssuerEntry find(List<IssuerEntry> known, UUID id) {
        return known.stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Problem(IssuerProblem.ISSUER_NOT_FOUND));
    }

    private static IssuerEntry one(Connection connection, Caller caller, String issuer) throws SQLException {
        return entries(connection, caller).stream()
                .filter(entry -> entry.issuer().equals(issuer))
                .findFirst()
                .orElseThrow();
    }

    private static List<IssuerEntry> entries(Connection connection, Caller caller) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + IssuerEntry.COLUMNS
                + " from platform.trusted_issuer where tenant_id = ? and state = 'TRUSTED' order by issuer")) {
            select.setObject(1, caller.tenant().id());
            try (ResultSet rows = select.executeQuery()) {
                List<IssuerEntry> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(IssuerEntry.read(rows));
                }
                return found;
            }
        }
    }
}
