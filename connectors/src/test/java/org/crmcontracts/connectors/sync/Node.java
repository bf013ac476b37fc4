package org.crmcontracts.connectors.sync;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.crmcontracts.connectors.customer.CustomerContracts;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.Notice;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.events.EventType;
import org.crmcontracts.tenants.events.Outbox;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.isolation.TenantBinding;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.jobs.JobQueue;
import org.crmcontracts.tenants.jobs.NewJob;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.secrets.Secret;
import org.crmcontracts.tenants.secrets.Vault;
import org.jspecify.annotations.Nullable;

/** One node of the product on a real database, wired by hand; its transactions may be made to crash. */
final class Node {
    /** The process dies here: nothing behind it runs. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Where a transaction may be killed. */
    enum Moment {
        /** Before there is any connection for it. */
        BEFORE_BEGIN,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /** Throws {@link Killed} to die, anything else to fail; a point is a line of the engine that wants a transaction. */
    @FunctionalInterface
    interface Deaths {
        void at(Moment moment, String point);
    }

    private final DataSource app;
    private final ThreadLocal<Deque<TenantSql>> bound = ThreadLocal.withInitial(ArrayDeque::new);
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Map<UUID, Crm> crms;
    final NotedAudit audit = new NotedAudit();
    private static final Deaths NONE = (moment, point) -> {};
    Deaths deaths = NONE;

    final TenantSql sql = new CurrentSql();
    final InTenant inTenant = new Transactions();
    final Connections connections = new Connections();
    final SyncSessions sessions = new Sessions();
    final SyncRuns runs = new SyncRuns();
    final Mappings mappings = new Mappings();
    final RecordFilters filters = new RecordFilters();
    final OurRecords ourRecords = new OurRecords();
    /** What each customer's contracts are, for a test to set. */
    final Map<UUID, CustomerContracts.Summary> contracts = new ConcurrentHashMap<>();

    final OurContracts ourContracts = new OurContracts() {
        @Override
        Optional<CustomerContracts> source() {
            return Optional.of(new CustomerContracts() {
                @Override
                public Map<UUID, Summary> of(Collection<UUID> customers) {
                    Map<UUID, Summary> found = new HashMap<>(contracts);
                    found.keySet().retainAll(customers);
                    return found;
                }

                @Override
                public List<UUID> customers() {
                    return List.copyOf(contracts.keySet());
                }
            });
        }
    };
    final Links links = new Links();
    final Quarantine quarantine = new Quarantine();
    final SyncOutbox outbox = new SyncOutbox();
    final Conflicts conflicts = new Conflicts();
    final Cursors cursors = new Cursors();
    final PageWriter writer = new PageWriter();
    final Settling settling = new Settling();
    final Surroundings surroundings = new Surroundings();
    final Outcomes outcomes = new Outcomes();
    final Pushing pushing = new Pushing();
    final Pulling pulling = new Pulling();
    final OutgoingChanges outgoing = new OutgoingChanges();
    final DryRunning drying = new DryRunning();
    final Reconciling reconciling = new Reconciling();
    final Undoing undoing = new Undoing();
    final DecidingConflicts deciding = new DecidingConflicts();
    final Replaying replaying = new Replaying();
    final RevertingDecisions reverting = new RevertingDecisions();
    final StoppedDeletions stopped = new StoppedDeletions();
    final ConnectionSettings settings = new ConnectionSettings();
    final CrmUsers users = new CrmUsers();
    final Hints hints = new Hints();
    final ReadingHints readingHints = new ReadingHints();
    /** Kinds of the jobs that were added. */
    final List<String> jobs = new ArrayList<>();

    final StoredHouse house = new StoredHouse();
    final Ids ids = new Ids();

    /**
     * @param crms what each connection is connected to
     */
    Node(DataSource app, Clock clock, Map<UUID, Crm> crms) {
        this.app = app;
        this.crms = crms;
        runs.sql = sql;
        runs.clock = clock;
        connections.sql = sql;
        connections.clock = clock;
        connections.runs = runs;
        connections.vault = new OpenVault();
        connections.outbox = new Outbox() {
            @Override
            public UUID add(EventType type, String subject, Map<String, ?> data) {
                return ids.next();
            }
        };
        mappings.sql = sql;
        mappings.clock = clock;
        sessions.connections = connections;
        sessions.runs = runs;
        sessions.mappings = mappings;
        filters.sql = sql;
        filters.mappings = mappings;
        filters.connections = connections;
        sessions.filters = filters;
        sessions.inTenant = inTenant;
        sessions.ids = ids;
        sessions.audit = audit;
        house.sql = sql;
        house.inTenant = inTenant;
        house.clock = clock;
        house.vault = connections.vault;
        sessions.house = house;
        stopped.sql = sql;
        sessions.stopped = stopped;
        pulling.stopped = stopped;
        settings.sql = sql;
        settings.clock = clock;
        settings.vault = connections.vault;
        settings.connections = connections;
        settings.house = house;
        ourContracts.sql = sql;
        ourContracts.outbox = outbox;
        ourRecords.contracts = ourContracts;
        ourRecords.sql = sql;
        ourRecords.clock = clock;
        links.sql = sql;
        links.clock = clock;
        quarantine.sql = sql;
        quarantine.clock = clock;
        outbox.sql = sql;
        outbox.clock = clock;
        conflicts.sql = sql;
        conflicts.clock = clock;
        conflicts.ids = ids;
        cursors.sql = sql;
        writer.sql = sql;
        writer.ourRecords = ourRecords;
        writer.links = links;
        writer.quarantine = quarantine;
        writer.outbox = outbox;
        writer.conflicts = conflicts;
        writer.runs = runs;
        writer.ids = ids;
        writer.hints = hints;
        writer.clock = clock;
        settling.outbox = outbox;
        settling.links = links;
        settling.quarantine = quarantine;
        settling.connections = connections;
        settling.writer = writer;
        settling.runs = runs;
        settling.inTenant = inTenant;
        surroundings.ourRecords = ourRecords;
        surroundings.links = links;
        surroundings.outbox = outbox;
        surroundings.connections = connections;
        surroundings.writer = writer;
        surroundings.settling = settling;
        surroundings.inTenant = inTenant;
        outcomes.outbox = outbox;
        outcomes.links = links;
        outcomes.quarantine = quarantine;
        outcomes.runs = runs;
        pushing.sessions = sessions;
        pushing.connections = connections;
        pushing.outbox = outbox;
        pushing.ourRecords = ourRecords;
        pushing.links = links;
        pushing.conflicts = conflicts;
        pushing.writer = writer;
        pushing.settling = settling;
        pushing.outcomes = outcomes;
        pushing.quarantine = quarantine;
        pushing.inTenant = inTenant;
        pushing.runs = runs;
        users.sql = sql;
        users.mappings = mappings;
        users.connections = connections;
        users.inTenant = inTenant;
        users.clock = clock;
        pulling.users = users;
        pulling.sessions = sessions;
        pulling.connections = connections;
        pulling.cursors = cursors;
        pulling.writer = writer;
        pulling.quarantine = quarantine;
        pulling.links = links;
        pulling.hints = hints;
        pulling.surroundings = surroundings;
        pulling.runs = runs;
        pulling.pushing = pushing;
        pulling.inTenant = inTenant;
        pulling.clock = clock;
        drying.sessions = sessions;
        drying.connections = connections;
        drying.cursors = cursors;
        drying.writer = writer;
        drying.ourRecords = ourRecords;
        drying.pulling = pulling;
        drying.clock = clock;
        drying.runs = runs;
        drying.pushing = pushing;
        drying.inTenant = inTenant;
        reconciling.sessions = sessions;
        reconciling.connections = connections;
        reconciling.ourRecords = ourRecords;
        reconciling.links = links;
        reconciling.outbox = outbox;
        reconciling.writer = writer;
        reconciling.runs = runs;
        reconciling.pulling = pulling;
        reconciling.pushing = pushing;
        reconciling.inTenant = inTenant;
        reconciling.clock = clock;
        undoing.sessions = sessions;
        undoing.connections = connections;
        undoing.ourRecords = ourRecords;
        undoing.outbox = outbox;
        undoing.runs = runs;
        undoing.pushing = pushing;
        undoing.inTenant = inTenant;
        deciding.conflicts = conflicts;
        deciding.links = links;
        deciding.ourRecords = ourRecords;
        deciding.outbox = outbox;
        deciding.mappings = mappings;
        replaying.sessions = sessions;
        replaying.quarantine = quarantine;
        replaying.links = links;
        replaying.outbox = outbox;
        replaying.pulling = pulling;
        replaying.pushing = pushing;
        replaying.inTenant = inTenant;
        outgoing.sql = sql;
        outgoing.outbox = outbox;
        JobQueue queue = new JobQueue() {
            @Override
            public void add(NewJob job) {
                jobs.add(job.kind());
            }
        };
        outgoing.pushJob = new PushJob();
        outgoing.pushJob.clock = clock;
        outgoing.pushJob.queue = queue;
        ourContracts.pushJob = outgoing.pushJob;
        hints.sql = sql;
        hints.clock = clock;
        readingHints.sessions = sessions;
        readingHints.hints = hints;
        readingHints.pulling = pulling;
        readingHints.pullJob = new PullJob();
        readingHints.pullJob.queue = queue;
        readingHints.pullJob.clock = clock;
        readingHints.inTenant = inTenant;
        deciding.pushJob = outgoing.pushJob;
        reverting.conflicts = conflicts;
        reverting.links = links;
        reverting.ourRecords = ourRecords;
        reverting.outbox = outbox;
        reverting.mappings = mappings;
    }

    /** A connection to one of the node's CRMs, as an administrator makes it. */
    UUID connect(Tenant tenant, Crm crm) {
        return connect(tenant, crm, FakeCrm.MAPPING);
    }

    /** The same with a mapping of choice. */
    UUID connect(Tenant tenant, Crm crm, List<FieldMapping> mapping) {
        UUID id = ids.next();
        crms.put(id, crm);
        URI nowhere = URI.create("https://crm.example");
        inTenant.run(tenant, () -> {
            connections.add(
                    tenant,
                    new CrmAccess(id, nowhere, nowhere, "", Secret.of("s"), Secret.of("r"), Map.of(), Secret.of("")),
                    "fake",
                    "Fake");
            mappings.begin(id, mapping);
        });
        return id;
    }

    private final class CurrentSql extends TenantSql {
        private TenantSql now() {
            TenantSql current = bound.get().peek();
            if (current == null) {
                throw new IllegalStateException("no transaction");
            }
            return current;
        }

        @Override
        public int update(String text, @Nullable Object... parameters) {
            return now().update(text, parameters);
        }

        @Override
        public <T> List<T> query(String text, Row<T> row, @Nullable Object... parameters) {
            return now().query(text, row, parameters);
        }
    }

    private final class Transactions extends InTenant {
        @Override
        public <T> T join(Tenant tenant, Callable<T> body) {
            try {
                return bound.get().isEmpty() ? call(tenant, body) : body.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public <T> T call(Tenant tenant, Callable<T> body) {
            Connection connection = null;
            try {
                died(Moment.BEFORE_BEGIN);
                connection = take();
                TenantBinding.bind(connection, tenant);
                bound.get().push(TenantSql.over(connection));
                try {
                    T result = body.call();
                    died(Moment.BEFORE_COMMIT);
                    connection.commit();
                    died(Moment.AFTER_COMMIT);
                    return result;
                } finally {
                    bound.get().pop();
                }
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                giveBack(connection);
            }
        }
    }

    private void died(Moment moment) {
        if (deaths != NONE) {
            deaths.at(moment, point());
        }
    }

    /** Such as {@code Pulling.page:190}. */
    private static String point() {
        return StackWalker.getInstance().walk(frames -> frames.filter(
                        frame -> frame.getClassName().startsWith(Pulling.class.getPackageName() + ".")
                                && !frame.getClassName().startsWith(Node.class.getName()))
                .findFirst()
                .map(frame -> frame.getClassName()
                                .substring(Pulling.class.getPackageName().length() + 1)
                        + "."
                        + frame.getMethodName().replaceAll("lambda\\$(\\w+)\\$\\d+", "$1")
                        + ":" + frame.getLineNumber())
                .orElse("elsewhere"));
    }

    /** Those that are opened next may have other settings. */
    synchronized void forgetConnections() {
        for (Connection connection : idle) {
            try {
                connection.close();
            } catch (SQLException e) {
                // The server has closed it already.
            }
        }
        idle.clear();
    }

    private synchronized Connection take() throws SQLException {
        Connection connection = idle.poll();
        if (connection == null) {
            connection = app.getConnection();
            connection.setAutoCommit(false);
        }
        return connection;
    }

    private synchronized void giveBack(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.rollback();
                idle.push(connection);
            }
        } catch (SQLException e) {
            // The server is gone or was restarted: as any pool, it begins anew.
            forgetConnections();
        }
    }

    private final class Sessions extends SyncSessions {
        @Override
        public CrmFactory factory(String provider) {
            return new CrmFactory() {
                @Override
                public String provider() {
                    return provider;
                }

                @Override
                public Set<String> credentials() {
                    return Set.of();
                }

                @Override
                public List<FieldMapping> usualMapping() {
                    return FakeCrm.MAPPING;
                }

                @Override
                public Optional<String> ownerField(RemoteKind kind) {
                    return Optional.of("OwnerId");
                }

                @Override
                public void check(CrmAccess access) {}

                @Override
                public Crm connect(CrmAccess access, CrmHouse anyHouse) {
                    return crms.get(access.connectionId());
                }

                @Override
                public Notice notice(CrmAccess access, Map<String, String> headers, byte[] body) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }

    private static final class OpenVault extends Vault {
        @Override
        public String seal(Tenant tenant, String context, String secret) {
            return tenant.id() + context + "\n" + secret;
        }

        @Override
        public String open(Tenant tenant, String context, String sealed) {
            return sealed.substring((tenant.id() + context + "\n").length());
        }
    }
}
