package org.crmcontracts.connectors.sync;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * {@code -Dbench.customers} from a CRM of 5 ms a call, by processes of 512 MB: the first is killed half-way, the second
 * goes on. Fails unless every record is there once.
 */
final class BackfillRun {
    private static final int CUSTOMERS = Integer.getInteger("bench.customers", 100_000);
    private static final Duration CALL = Duration.ofMillis(5);
    private static final String DATABASE = "bench_backfill";
    private static final String PASSWORD = "a";
    private static final String LINKS = "select count(*) from customer_link where kind = 'ACCOUNT'";

    private BackfillRun() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            work(args);
            return;
        }
        SyncTenants tenants = SyncTenants.provision(DATABASE, 1);
        World world = new World(tenants, 1);
        World.Side side = world.only();
        Process first = start(side, Duration.ZERO);
        while (world.count(side, LINKS) < CUSTOMERS / 2) {
            if (!first.isAlive()) {
                throw new IllegalStateException("the first process ended by itself");
            }
            Thread.sleep(20);
        }
        first.destroyForcibly().waitFor();
        System.out.printf("killed at %d records%n", world.count(side, LINKS));
        // Behind the lease that the dead one held.
        int exit = start(side, Duration.ofMinutes(2)).waitFor();
        long customers = world.count(side, "select count(*) from customer");
        long links = world.count(side, LINKS);
        if (exit != 0 || customers != CUSTOMERS || links != CUSTOMERS) {
            throw new IllegalStateException("exit " + exit + ", " + customers + " customers, " + links + " links");
        }
        System.out.printf("%d customers, each once%n", customers);
        System.exit(0);
    }

    private static Process start(World.Side side, Duration ahead) throws IOException {
        Tenant tenant = side.tenant();
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx512m",
                        "-Dbench.customers=" + CUSTOMERS,
                        "-classpath",
                        System.getProperty("java.class.path"),
                        BackfillRun.class.getName(),
                        EmbeddedDatabase.jdbcUrl(DATABASE),
                        tenant.id().toString(),
                        tenant.key(),
                        tenant.schemaName(),
                        tenant.cluster(),
                        side.connection().toString(),
                        ahead.toString()))
                .inheritIO()
                .start();
    }

    private static void work(String[] args) {
        PGSimpleDataSource app = new PGSimpleDataSource();
        app.setUrl(args[0]);
        app.setUser(DATABASE + "_app");
        app.setPassword(PASSWORD);
        Tenant tenant = new Tenant(
                UUID.fromString(args[1]),
                args[2],
                args[2],
                args[3],
                args[3],
                TenantState.ACTIVE,
                Locale.ENGLISH,
                ZoneOffset.UTC,
                "EUR",
                null,
                null,
                null,
                args[4]);
        UUID connection = UUID.fromString(args[5]);
        ListingCrm crm = new ListingCrm(CUSTOMERS, 0, CALL);
        HashMap<UUID, Crm> crms = new HashMap<>();
        crms.put(connection, crm);
        Node node = new Node(app, Clock.offset(Clock.systemUTC(), Duration.parse(args[6])), crms);
        long begun = System.nanoTime();
        SyncRun run = node.pulling.pull(tenant, connection);
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "%s: %d records in %.1f s, %.0f/s; %d calls; heap at most %d MB, %d in use%n",
                run.outcome(),
                run.created(),
                seconds,
                run.created() / seconds,
                crm.calls.get(),
                Processors.mostHeap(),
                Processors.heap());
        System.exit(run.outcome() == SyncRun.Outcome.DONE ? 0 : 1);
    }
}
