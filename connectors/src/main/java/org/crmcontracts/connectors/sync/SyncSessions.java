package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.crmcontracts.connectors.mapping.Condition;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.mapping.FieldRule;
import org.crmcontracts.connectors.mapping.RecordFilter;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;

/** Begins runs, connects their CRM, and ends them with what came of them. */
@ApplicationScoped
public class SyncSessions {
    private static final System.Logger LOG = System.getLogger(SyncSessions.class.getName());

    /** What is kept in step; users of the CRM are not. */
    static final List<RemoteKind> KINDS = List.of(RemoteKind.ACCOUNT, RemoteKind.CONTACT);

    @Inject
    Connections connections;

    @Inject
    SyncRuns runs;

    @Inject
    Mappings mappings;

    @Inject
    RecordFilters filters;

    @Inject
    StoppedDeletions stopped;

    @Inject
    StoredHouse house;

    @Inject
    InTenant inTenant;

    @Inject
    AuditLog audit;

    @Inject
    Ids ids;

    @Inject
    @Any
    Instance<CrmFactory> factories;

    /** A run that has begun and holds the connection's lease. */
    public record Begun(UUID connection, UUID run, long fence, SyncRun.Kind kind) {}

    /** The factory of a provider; {@code PROVIDER_UNKNOWN}. */
    public CrmFactory factory(String provider) {
        return factories.stream()
                .filter(factory -> factory.provider().equals(provider))
                .findFirst()
                .orElseThrow(() -> new Problem(SyncProblem.PROVIDER_UNKNOWN));
    }

    /**
     * Takes the lease and writes down who began the run, in the running transaction or one of its own; {@code SYNC_ALREADY_RUNNING},
     * {@code CONNECTION_NOT_FOUND}, {@code CONNECTION_PAUSED}, {@code CONNECTION_NEEDS_RECONNECT}.
     *
     * @param by who began it; null for its turn on the schedule, of which the run itself is record enough
     */
    public Begun begin(Tenant tenant, UUID connection, SyncRun.Kind kind, @Nullable UUID undoOf, @Nullable Actor by) {
        UUID run = ids.next();
        return inTenant.join(tenant, () -> {
            long fence = connections.begin(connection);
            runs.add(run, connection, kind, undoOf);
            if (by != null) {
                audit.append(
                        by,
                        "sync-run.started",
                        "connection",
                        connection,
                        Map.of("run", run.toString(), "kind", kind.name()));
            }
            return new Begun(connection, run, fence, kind);
        });
    }

    /** Does the work on the calling thread, and records how it ended. */
    public SyncRun run(Tenant tenant, Begun begun, Consumer<SyncSession> work) {
        return run(tenant, begun, crm -> crm, work);
    }

    /** As {@link #run}, with something around the CRM. */
    SyncRun run(Tenant tenant, Begun begun, UnaryOperator<Crm> around, Consumer<SyncSession> work) {
        try {
            work.accept(open(tenant, begun, around));
            end(tenant, begun, SyncRun.Outcome.DONE, "");
        } catch (CrmRefusal e) {
            if (e.reason() == CrmRefusal.Reason.NEEDS_RECONNECT) {
                inTenant.run(tenant, () -> connections.needsReconnect(begun.connection()));
            }
            LOG.log(System.Logger.Level.INFO, "run {0} stops: {1}", begun.run(), e.getMessage());
            end(tenant, begun, SyncRun.Outcome.FAILED, code(e));
        } catch (MassDeletion e) {
            LOG.log(System.Logger.Level.WARNING, "run {0} stops: {1}", begun.run(), e.getMessage());
            if (begun.kind() != SyncRun.Kind.DRY) {
                inTenant.run(tenant, () -> stopped.put(begun.connection(), begun.run(), e.kind(), e.externalIds()));
            }
            end(tenant, begun, SyncRun.Outcome.FAILED, MassDeletion.CODE);
        } catch (Connections.LostLease e) {
            LOG.log(System.Logger.Level.INFO, "run {0} lost its lease and stops", begun.run());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "run " + begun.run() + " failed", e);
            end(tenant, begun, SyncRun.Outcome.FAILED, "INTERNAL_ERROR");
        }
        return inTenant.call(tenant, () -> runs.get(begun.run()));
    }

    private static String code(CrmRefusal refusal) {
        String own = refusal.vendorCode();
        boolean told = own != null
                && (own.equals(Pulling.INCOMPLETE_LISTING)
                        || own.equals(Pulling.PAGES_REPEAT)
                        || own.equals(RecordFilters.FIELD_GONE)
                        || own.equals(RecordFilters.FIELD_RETYPED)
                        || CrmRefusal.FOR_ADMINISTRATORS.contains(own));
        return told ? own : refusal.reason().name();
    }

    private void end(Tenant tenant, Begun begun, SyncRun.Outcome outcome, String code) {
        inTenant.run(tenant, () -> connections.end(begun.connection(), begun.fence(), begun.run(), outcome, code));
    }

    private SyncSession open(Tenant tenant, Begun begun, UnaryOperator<Crm> around) {
        UUID connection = begun.connection();
        CrmAccess access = inTenant.call(tenant, () -> connections.access(tenant, connection));
        CrmFactory factory = factory(inTenant.call(tenant, () -> connections.provider(connection)));
        Crm crm = around.apply(factory.connect(access, house.of(tenant, false)));
        inTenant.run(tenant, () -> mappings.begin(connection, factory.usualMapping()));
        List<Condition> conditions = inTenant.call(tenant, () -> filters.of(connection));
        for (RemoteKind kind : KINDS) {
            // A field of the filter that was gone may be back: without it, nothing comes in.
            Duration life = RecordFilters.describedFor(kind, conditions);
            if (inTenant.call(tenant, () -> mappings.described(connection, kind, life))
                    .filter(fields ->
                            RecordFilters.fault(kind, conditions, fields).isEmpty())
                    .isEmpty()) {
                List<RemoteField> fields = crm.describe(kind);
                inTenant.run(tenant, () -> {
                    connections.renew(connection, begun.fence());
                    mappings.describe(connection, kind, fields);
                });
            }
        }
        return inTenant.call(tenant, () -> {
            List<FieldRule> rules = mappings.rules(connection);
            Map<RemoteKind, FieldMap> maps = new EnumMap<>(RemoteKind.class);
            for (RemoteKind kind : KINDS) {
                List<RemoteField> fields = mappings.known(connection, kind);
                maps.put(
                        kind,
                        new FieldMap(
                                kind,
                                rules,
                                fields,
                                filter(begun.kind(), kind, conditions, fields),
                                factory.ownerField(kind).orElse(null)));
            }
            return new SyncSession(
                    tenant,
                    connection,
                    begun.run(),
                    begun.fence(),
                    crm,
                    crm.traits(),
                    maps,
                    mappings.version(connection),
                    connections.deletionsAccepted(connection),
                    new SeenIds());
        });
    }

    /**
     * Fails where a condition can no longer be asked: without it, records would come in that somebody keeps out. What only
     * goes out is not filtered.
     */
    private static RecordFilter filter(
            SyncRun.Kind run, RemoteKind kind, List<Condition> conditions, List<RemoteField> fields) {
        if (run == SyncRun.Kind.PUSH || run == SyncRun.Kind.UNDO) {
            return conditions.stream().anyMatch(condition -> condition.kind() == kind)
                    ? RecordFilter.NONE
                    : RecordFilter.ALL;
        }
        RecordFilters.fault(kind, conditions, fields).ifPresent(code -> {
            throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, code, "A field of the filter cannot be asked for");
        });
        return RecordFilter.of(kind, conditions, fields);
    }
}
