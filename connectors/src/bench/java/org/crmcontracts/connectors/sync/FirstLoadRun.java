package org.crmcontracts.connectors.sync;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;

/** A first load of {@code -Dbench.customers} from a CRM that answers at once, beside a bare COPY and upsert of them. */
final class FirstLoadRun {
    private static final int CUSTOMERS = Integer.getInteger("bench.customers", 20_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

    private FirstLoadRun() {}

    /** What something took: on the clock, and of this process's and the database's processors. */
    record Taken(Duration clock, Duration processor) {
        interface Work {
            void run() throws Exception;
        }

        static Taken by(Work work) throws Exception {
            Duration before = Processors.used();
            long begun = System.nanoTime();
            work.run();
            Duration clock = Duration.ofNanos(System.nanoTime() - begun);
            return new Taken(clock, Processors.used().minus(before));
        }
    }

    public static void main(String[] args) throws Exception {
        SyncTenants tenants = SyncTenants.provision("bench_first_load", 2 * ROUNDS);
        World world = new World(tenants, 1);
        for (int round = 1; round <= ROUNDS; round++) {
            List<Tenant> pair = tenants.tenants().subList(2 * round - 2, 2 * round);
            ListingCrm crm = new ListingCrm(CUSTOMERS, 0, Duration.ZERO);
            UUID connection = world.node.connect(pair.get(0), crm);
            Taken ours = Taken.by(() -> load(world.node, pair.get(0), connection));
            Taken bare = Taken.by(() -> BareLoad.load(tenants, pair.get(1), CUSTOMERS));
            System.out.printf(
                    "round %d  %d customers: sync %d ms (processor %d), bare %d ms (processor %d): %.2f by the clock,"
                            + " %.2f by the processor; %d calls, %d needed; heap at most %d MB, %d in use%n",
                    round,
                    CUSTOMERS,
                    ours.clock().toMillis(),
                    ours.processor().toMillis(),
                    bare.clock().toMillis(),
                    bare.processor().toMillis(),
                    (double) bare.clock().toNanos() / ours.clock().toNanos(),
                    (double) bare.processor().toNanos() / ours.processor().toNanos(),
                    crm.calls.get(),
                    crm.leastCalls(),
                    Processors.mostHeap(),
                    Processors.heap());
        }
        System.exit(0);
    }

    static void load(Node node, Tenant tenant, UUID connection) {
        SyncRun run = node.pulling.pull(tenant, connection);
        if (run.outcome() != SyncRun.Outcome.DONE) {
            throw new IllegalStateException("the load failed: " + run);
        }
    }
}
