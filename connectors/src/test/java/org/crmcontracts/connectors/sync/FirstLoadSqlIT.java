package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;
import org.junit.jupiter.api.Test;

/** A first load from a CRM of some size: all of it, and no call more than that takes. How fast: see the bench. */
class FirstLoadSqlIT {
    private static final int ACCOUNTS = 2_000;
    private static final int CONTACTS = 1_001;

    /** Each record is looked up once as a contact's account before its page and once with it; with room for more. */
    private static final int MOST_READ = 4;

    @Test
    void everyRecordOfAFirstLoadIsThereAndNoCallWasMadeInVain() {
        SyncTenants tenants = SyncTenants.provision("sync_load", 1);
        World world = new World(tenants, 1);
        Tenant tenant = tenants.tenants().get(0);
        ListingCrm crm = new ListingCrm(ACCOUNTS, CONTACTS, Duration.ZERO);
        UUID connection = world.node.connect(tenant, crm);

        SyncRun run = world.node.pulling.pull(tenant, connection);

        assertThat(run.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(run.created()).isEqualTo(ACCOUNTS + CONTACTS);
        assertThat(run.quarantined()).isZero();
        assertThat(world.count(world.only(), "select count(*) from customer")).isEqualTo(ACCOUNTS);
        assertThat(world.count(world.only(), "select count(*) from contact")).isEqualTo(CONTACTS);
        assertThat(crm.calls.get()).isEqualTo(crm.leastCalls());
        assertThat(linksRead(world))
                .as("a page reads its own links, not the connection's")
                .isLessThan((long) MOST_READ * (ACCOUNTS + CONTACTS));
    }

    /** As PostgreSQL counts them, for each index and without one. */
    private static long linksRead(World world) {
        // The counts of a connection are shown when it has told them.
        world.count(world.only(), "select count(pg_stat_force_next_flush())");
        return world.count(
                world.only(),
                "select (select seq_tup_read from pg_stat_user_tables where relid = 'customer_link'::regclass) +"
                        + " (select sum(idx_tup_read) from pg_stat_user_indexes where relid = 'customer_link'::regclass)");
    }
}
