package org.crmcontracts.connectors.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.crmcontracts.tenants.registry.Tenant;

/** Runs behind a first load: 1 % of {@code -Dbench.customers} changed, nothing changed; and two nodes for six tenants. */
final class UpkeepRun {
    private static final int CUSTOMERS = Integer.getInteger("bench.customers", 100_000);
    private static final int CUSTOMERS_OF_SIX = CUSTOMERS / 10;
    /** How long the CRMs of the six take to answer: while one waits, the other node works. */
    private static final Duration CALL = Duration.ofMillis(Integer.getInteger("bench.call-ms", 0));

    private static final int ROUNDS = 3;
    private static final int ONE_IN = 100;
    private static final int SIX = 6;

    private UpkeepRun() {}

    public static void main(String[] args) throws Exception {
        SyncTenants tenants = SyncTenants.provision("bench_upkeep", 1 + 2 * SIX * ROUNDS);
        World world = new World(tenants, 1);
        changes(world, tenants.tenants().get(0));
        int next = 1;
        for (int round = 1; round <= ROUNDS; round++) {
            List<Tenant> one = tenants.tenants().subList(next, next + SIX);
            List<Tenant> two = tenants.tenants().subList(next + SIX, next + 2 * SIX);
            next += 2 * SIX;
            double alone = perSecond(List.of(world.node), one);
            double both = perSecond(List.of(world.node, world.anotherNode()), two);
            System.out.printf(
                    "round %d  six tenants of %d customers, %d ms a call: %.0f/s by one node, %.0f/s by two: %.2f%n",
                    round, CUSTOMERS_OF_SIX, CALL.toMillis(), alone, both, both / alone);
        }
        System.exit(0);
    }

    private static void changes(World world, Tenant tenant) throws Exception {
        ListingCrm crm = new ListingCrm(CUSTOMERS, 0, Duration.ZERO);
        UUID connection = world.node.connect(tenant, crm);
        FirstLoadRun.load(world.node, tenant, connection);
        for (int round = 1; round <= ROUNDS; round++) {
            world.clock.advance(Duration.ofHours(1));
            crm.change(ONE_IN, world.clock.instant().minus(Duration.ofMinutes(10)));
            tell(world, tenant, connection, crm, "with " + CUSTOMERS / ONE_IN + " changed");
            world.clock.advance(Duration.ofHours(1));
            tell(world, tenant, connection, crm, "with nothing changed");
        }
    }

    private static void tell(World world, Tenant tenant, UUID connection, ListingCrm crm, String what)
            throws Exception {
        int before = crm.calls.get();
        FirstLoadRun.Taken taken = FirstLoadRun.Taken.by(() -> FirstLoadRun.load(world.node, tenant, connection));
        SyncRun run = world.node
                .inTenant
                .call(tenant, () -> world.node.runs.of(connection, 1))
                .get(0);
        System.out.printf(
                "%d customers, a run %s: %d ms (processor %d), %d updated, %d read again, %d calls%n",
                CUSTOMERS,
                what,
                taken.clock().toMillis(),
                taken.processor().toMillis(),
                run.updated(),
                run.unchanged(),
                crm.calls.get() - before);
    }

    /** First loads of all tenants, dealt out to the nodes, each working one after another. */
    private static double perSecond(List<Node> nodes, List<Tenant> tenants) throws Exception {
        List<UUID> connections = new ArrayList<>();
        for (Tenant tenant : tenants) {
            connections.add(nodes.get(0).connect(tenant, new ListingCrm(CUSTOMERS_OF_SIX, 0, CALL)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
        long begun = System.nanoTime();
        List<Future<?>> work = new ArrayList<>();
        for (int n = 0; n < nodes.size(); n++) {
            int first = n;
            work.add(threads.submit(() -> {
                for (int i = first; i < tenants.size(); i += nodes.size()) {
                    FirstLoadRun.load(nodes.get(first), tenants.get(i), connections.get(i));
                }
            }));
        }
        for (Future<?> one : work) {
            one.get();
        }
        threads.shutdown();
        return tenants.size() * CUSTOMERS_OF_SIX / ((System.nanoTime() - begun) / 1e9);
    }
}
