package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.TenantBinding;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The engine while its own database fails it (F15): on a server of its own, which is brought down, and whose disk is full
 * where the test may mount one.
 */
class SyncDatabaseSqlIT extends Seeded {
    private static final int CRASHES = Integer.getInteger("sync.crashes", 3);
    private static final String ROLE = "sync_database_app";
    /** Ends with the tests' process, as zonky sees to. */
    private static EmbeddedPostgres server;

    private static SyncTenants tenants;

    private Random random;
    private World world;
    private volatile boolean over;

    @BeforeAll
    static void start() throws IOException {
        if (server != null) {
            return;
        }
        // What is committed must outlive a crash: that something is being sent is known only from there.
        server = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .start();
        DataSource admin = server.getPostgresDatabase();
        tenants = SyncTenants.provision("sync_database", ROLE, admin, app(), 3);
    }

    private static DataSource app() {
        return server.getDatabase(ROLE, "postgres");
    }

    @BeforeEach
    void begin() {
        over = false;
        random = new Random(seed);
        world = new World(tenants, 3);
        for (World.Side side : world.sides) {
            side.crm().traits = World.traits(random.nextBoolean(), true, false);
            side.crm().pageSize = 5;
            world.fill(side, 60, 20);
            world.createHere(side, 20);
        }
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    /** Each tenant's connection is pulled again and again; answers what went wrong. */
    private ConcurrentLinkedQueue<String> work(List<Thread> threads) {
        ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        for (World.Side side : world.sides) {
            Thread thread = new Thread(() -> {
                while (!over) {
                    try {
                        SyncRun run = world.node.pulling.pull(side.tenant(), side.connection());
                        if (run.outcome() == SyncRun.Outcome.FAILED) {
                            faults.add("run " + run.problemCode());
                        }
                        world.edit(side, local(side), "phone", "+49 30 " + faults.size());
                    } catch (Problem e) {
                        world.clock.advance(Duration.ofSeconds(5));
                    } catch (RuntimeException e) {
                        faults.add(String.valueOf(e));
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        return faults;
    }

    private java.util.UUID local(World.Side side) {
        return world.node.inTenant.call(side.tenant(), () -> world.node
                .sql
                .first(
                        "select id from customer where name like '% local %' order by id limit 1",
                        row -> row.getObject(1, java.util.UUID.class))
                .orElseThrow());
    }

    private void end(List<Thread> threads) throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        world.clock.advance(Connections.LEASE.plusSeconds(1));
        for (World.Side side : world.sides) {
            assertCursorsBehindRows(side);
            // Connections that died while they were idle fail once more.
            for (int i = 0; i < 3; i++) {
                try {
                    world.pull(side);
                } catch (RuntimeException e) {
                    world.clock.advance(Connections.LEASE);
                }
            }
            world.quiet(side, 2);
            world.assertConverged(side);
            assertThat(world.held(side)).isEmpty();
        }
    }

    /** What the cursor has passed is here. */
    private void assertCursorsBehindRows(World.Side side) {
        for (RemoteKind kind : SyncSessions.KINDS) {
            SyncCursor cursor =
                    world.node.inTenant.call(side.tenant(), () -> world.node.cursors.of(side.connection(), kind));
            Set<String> linked = new TreeSet<>(world.node.inTenant.call(
                    side.tenant(), () -> world.node.links.living(side.connection(), kind, id -> true)));
            assertThat(linked)
                    .containsAll(side.crm().all(kind).stream()
                            .filter(record -> passed(cursor, record))
                            .map(record -> record.id)
                            .collect(Collectors.toSet()));
        }
    }

    private static boolean passed(SyncCursor cursor, FakeCrm.Stored record) {
        Instant committed = cursor.committed();
        if (!cursor.inWindow() && committed != null) {
            return !record.modified.isAfter(committed) && record.reference.isEmpty();
        }
        String token = cursor.pageToken();
        return token != null && record.reference.isEmpty() && (record.modified + "|" + record.id).compareTo(token) <= 0;
    }

    @Test
    void aServerThatCrashesLosesNothingF15() throws Exception {
        List<Thread> threads = new ArrayList<>();
        ConcurrentLinkedQueue<String> faults = work(threads);
        for (int i = 0; i < CRASHES; i++) {
            Thread.sleep(300 + random.nextInt(500));
            crash();
        }
        Thread.sleep(500);
        end(threads);
        assertThat(faults).as("the crashes were felt").isNotEmpty();
    }

    /** A backend that is killed takes the server down with it; it recovers from its log by itself. */
    private static void crash() throws Exception {
        long pid;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            pid = row.getLong(1);
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        } catch (SQLException e) {
            // The connection does not survive it.
        }
        for (int i = 0; i < 200; i++) {
            try (Connection connection = server.getPostgresDatabase().getConnection()) {
                return;
            } catch (SQLException e) {
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException("the server does not come back");
    }

    @Test
    void aServerWithoutFreeConnectionsLosesNothingF15() throws Exception {
        execute("alter role " + ROLE + " connection limit 2");
        try {
            world.node.forgetConnections();
            List<Thread> threads = new ArrayList<>();
            ConcurrentLinkedQueue<String> faults = work(threads);
            Thread.sleep(2_000);
            over = true;
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(faults).as("connections were refused").anyMatch(fault -> fault.contains("too many connections"));
            execute("alter role " + ROLE + " connection limit -1");
            end(threads);
        } finally {
            execute("alter role " + ROLE + " connection limit -1");
        }
    }

    /** Real ones: somebody else writes the same rows, in the other order, and the server must choose. */
    @Test
    void deadlocksAndSerializationFailuresLoseNothingF15() throws Exception {
        execute(
                "alter database postgres set deadlock_timeout = '20ms'",
                "alter database postgres set default_transaction_isolation = 'repeatable read'");
        try {
            world.node.forgetConnections();
            for (World.Side side : world.sides) {
                world.quiet(side, 2);
                side.crm().all(RemoteKind.ACCOUNT).forEach(record -> side.crm()
                        .change(RemoteKind.ACCOUNT, record.id, "Site", "https://storm.example"));
            }
            List<Thread> threads = new ArrayList<>();
            ConcurrentLinkedQueue<String> faults = work(threads);
            for (World.Side side : world.sides) {
                threads.add(new Thread(() -> rival(side)));
                threads.get(threads.size() - 1).start();
            }
            for (int i = 0; i < 8; i++) {
                Thread.sleep(300);
                for (World.Side side : world.sides) {
                    side.crm().all(RemoteKind.ACCOUNT).stream().limit(30).forEach(record -> side.crm()
                            .change(RemoteKind.ACCOUNT, record.id, "Site", "https://s" + record.revision + ".example"));
                }
            }
            end(threads);
            assertThat(faults).as("some were felt").isNotEmpty();
        } finally {
            execute(
                    "alter database postgres reset deadlock_timeout",
                    "alter database postgres reset default_transaction_isolation");
            world.node.forgetConnections();
        }
    }

    /** One tenant's tables stand on a disk of their own, which is full; the others must not notice. */
    @Test
    void aFullDiskLosesNothingF15() throws Exception {
        World.Side full = world.sides.get(random.nextInt(world.sides.size()));
        try (SmallDisk disk = SmallDisk.mount()) {
            execute("create tablespace small location '" + disk.directory() + "'");
            moveTables(full, "small");
            try {
                disk.fill(random.nextInt(48));
                List<Thread> threads = new ArrayList<>();
                ConcurrentLinkedQueue<String> faults = work(threads);
                Thread.sleep(2_000);
                int felt = faults.size();
                disk.free();
                end(threads);
                assertThat(felt).as("the disk was full").isPositive();
                assertThat(faults)
                        .as("the fault is told as ours, not as one of a record")
                        .allMatch(fault -> fault.contains("No space left") || fault.equals("run INTERNAL_ERROR"));
            } finally {
                disk.free();
                moveTables(full, "pg_default");
                execute("drop tablespace small");
            }
        }
    }

    private static void moveTables(World.Side side, String tablespace) throws SQLException {
        List<String> moves = new ArrayList<>();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select case relkind when 'r' then 'table' else 'index' end || ' "
                                + side.tenant().schemaName() + ".' || relname from pg_class where relkind in ('r', 'i')"
                                + " and relnamespace = '" + side.tenant().schemaName() + "'::regnamespace")) {
            while (rows.next()) {
                moves.add("alter " + rows.getString(1) + " set tablespace " + tablespace);
            }
        }
        execute(moves.toArray(String[]::new));
    }

    private void rival(World.Side side) {
        while (!over) {
            try (Connection connection = app().getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                TenantBinding.bind(connection, side.tenant());
                for (String direction : new String[] {"desc", "asc"}) {
                    statement.execute(
                            "update customer set updated_at = now() where id = (select id from customer order by"
                                    + " id " + direction + " limit 1)");
                    statement.execute("select pg_sleep(0.03)");
                }
                connection.commit();
            } catch (SQLException e) {
                // It was chosen.
                Thread.onSpinWait();
            }
        }
    }
}
