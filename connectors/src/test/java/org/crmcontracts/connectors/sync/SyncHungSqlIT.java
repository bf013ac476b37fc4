package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.jobs.JobRig;
import org.crmcontracts.tenants.jobs.NewJob;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One tenant's CRM does not answer; the others share a node's workers with it (F21). */
class SyncHungSqlIT extends Seeded {
    private static final String DATABASE = "sync_hung";
    private static final int SAMPLES = Integer.getInteger("sync.lags", 8);
    /** As the product's defaults. */
    private static final int THREADS = 4;

    private static final int PER_TENANT = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final System.Logger LOG = System.getLogger(SyncHungSqlIT.class.getName());
    private static SyncTenants tenants;

    @BeforeAll
    static void provision() {
        if (tenants == null) {
            tenants = SyncTenants.provision(DATABASE, 3);
        }
    }

    @Test
    void aCrmThatHangsHoldsUpNobodyElseF21() throws Exception {
        World world = new World(tenants, 3);
        PullJob job = new PullJob();
        job.pulling = world.node.pulling;
        job.settings = world.node.settings;
        job.inTenant = world.node.inTenant;
        job.clock = Clock.systemUTC();
        job.intervalSeconds = 1;
        World.Side hung = world.sides.get(0);
        CountDownLatch release = new CountDownLatch(1);
        try (JobRig rig =
                new JobRig(tenants.app(), world.node.inTenant, world.node.sql, List.of(job), THREADS, PER_TENANT)) {
            for (World.Side side : world.sides) {
                world.node.inTenant.run(
                        side.tenant(),
                        () -> rig.add(
                                side.tenant(),
                                NewJob.of(
                                                job.kind(),
                                                Map.of(
                                                        "connection",
                                                        side.connection().toString()))
                                        .withKey(side.connection().toString())
                                        .at(Instant.now())
                                        .every(Duration.ofSeconds(1))));
            }
            rig.start();
            lag(world);
            Duration before = p95(world);
            CountDownLatch hangs = new CountDownLatch(1);
            hung.crm().script = call -> {
                hangs.countDown();
                await(release);
            };
            assertThat(hangs.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            Duration meanwhile = p95(world);
            LOG.log(
                    System.Logger.Level.INFO,
                    "p95 of the others'' lag: {0} ms, while one hangs {1} ms",
                    before.toMillis(),
                    meanwhile.toMillis());
            assertThat(waitingTransactions())
                    .as("transactions that wait for the CRM")
                    .isZero();
            hung.crm().script = call -> {};
            release.countDown();
            hung.crm().create(RemoteKind.ACCOUNT, Map.of("Name", hung.tenant().key() + " after"));
            await(world, hung);
        } finally {
            release.countDown();
        }
        // A run that the end has cut off still holds its lease.
        world.clock.advance(Connections.LEASE.plusSeconds(1));
        for (World.Side side : world.sides) {
            world.quiet(side, 2);
            world.assertConverged(side);
        }
    }

    private static long waitingTransactions() throws SQLException {
        try (Connection connection = EmbeddedDatabase.admin(DATABASE).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from pg_stat_activity where datname = '" + DATABASE
                                + "' and state = 'idle in transaction' and state_change < now() - interval '1 second'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void await(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration p95(World world) {
        List<Duration> lags = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            lags.addAll(lag(world));
        }
        Collections.sort(lags);
        return lags.get((int) Math.ceil(lags.size() * 0.95) - 1);
    }

    /** From a record's creation there until it is here, of each tenant but the first. */
    private static List<Duration> lag(World world) {
        List<World.Side> others = world.sides.subList(1, world.sides.size());
        for (World.Side side : others) {
            side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", side.tenant().key() + " lag " + System.nanoTime()));
        }
        return others.stream().map(side -> await(world, side)).toList();
    }

    private static Duration await(World world, World.Side side) {
        long begun = System.nanoTime();
        int there = side.crm().all(RemoteKind.ACCOUNT).size();
        while (world.count(side, "select count(*) from customer") < there) {
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE);
            await(20);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static void await(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
