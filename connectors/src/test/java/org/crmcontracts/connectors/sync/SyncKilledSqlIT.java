package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A process that synchronises three tenants is killed (SIGKILL) while people work on both sides; database and CRMs live
 * on, and another node goes on when the lease has ended. {@code sync.kills} tells how many kills at random.
 */
class SyncKilledSqlIT extends Seeded {
    private static final String DATABASE = "sync_killed";
    private static final int KILLS = Integer.getInteger("sync.kills", 6);
    /** Both moments of each point, whether the CRM locks by revision or not; otherwise half of that. */
    private static final boolean WHOLE = Boolean.getBoolean("sync.whole");

    private static final int KILLED = 128 + 9;
    private static final long START_SECONDS = 60;
    private static final System.Logger LOG = System.getLogger(SyncKilledSqlIT.class.getName());
    private static SyncTenants tenants;

    private Random random;
    private World world;
    private Map<UUID, FakeCrm> crms;
    private int edits;

    @BeforeAll
    static void provision() {
        if (tenants == null) {
            tenants = SyncTenants.provision(DATABASE, 3);
        }
    }

    private void begin(boolean locks) {
        random = new Random(seed);
        world = new World(tenants, 3);
        crms = new HashMap<>();
        for (World.Side side : world.sides) {
            side.crm().traits = World.traits(locks, true, false);
            side.crm().pageSize = 10;
            world.fill(side, 30, 10);
            crms.put(side.connection(), side.crm());
        }
    }

    @Test
    void killedAtEachPointItLosesAndDoublesNothingF2() throws Exception {
        for (boolean locks : new boolean[] {true, false}) {
            List<String> points = List.copyOf(points(locks));
            LOG.log(System.Logger.Level.INFO, "points of a crash: {0}", points);
            assertThat(points).hasSizeGreaterThan(12);
            begin(locks);
            int reached = 0;
            int kills = 0;
            for (int i = 0; i < points.size(); i++) {
                if (!WHOLE && i % 2 != (locks ? 0 : 1)) {
                    continue;
                }
                for (Node.Moment moment : moments(points.get(i))) {
                    reached += kill(new SyncProcess.Crash(moment, points.get(i), 1)) ? 1 : 0;
                    kills++;
                }
            }
            LOG.log(System.Logger.Level.INFO, "{0} of {1} kills where they were wanted", reached, kills);
            assertThat(reached).isGreaterThanOrEqualTo(kills * 3 / 4);
        }
    }

    /** Behind a commit is as before the next, unless the CRM is written to in between. */
    private static List<Node.Moment> moments(String point) {
        return WHOLE || point.startsWith(Pushing.class.getSimpleName())
                ? List.of(Node.Moment.BEFORE_COMMIT, Node.Moment.AFTER_COMMIT)
                : List.of(Node.Moment.BEFORE_COMMIT);
    }

    @Test
    void killedAtRandomItLosesAndDoublesNothingF2() throws Exception {
        begin(seed % 2 == 0);
        for (int i = 0; i < KILLS; i++) {
            kill(null);
        }
    }

    /** Where the same work commits, found by doing it in this process. */
    private Set<String> points(boolean locks) {
        Set<String> points = new TreeSet<>();
        begin(locks);
        Node other = world.anotherNode();
        other.deaths = (moment, point) -> points.add(point);
        for (int i = 0; i < 3; i++) {
            for (World.Side side : world.sides) {
                stir(side, 10);
                world.clock.advance(Duration.ofMinutes(5));
                other.pulling.pull(side.tenant(), side.connection());
            }
        }
        return points;
    }

    /** True if it died where it was to; without a place it dies at random. */
    private boolean kill(SyncProcess.Crash crash) throws Exception {
        try (CrmDoor door = new CrmDoor(crms)) {
            world.sides.forEach(side -> stir(side, 6));
            List<SyncProcess.Served> served = new ArrayList<>();
            world.sides.forEach(side -> served.add(new SyncProcess.Served(side.tenant(), side.connection())));
            long begun = System.nanoTime();
            Process process = SyncProcess.start(
                    new SyncProcess.Task(
                            EmbeddedDatabase.jdbcUrl(DATABASE),
                            DATABASE + "_app",
                            "a",
                            door.address(),
                            world.clock.instant(),
                            served,
                            crash),
                    Path.of("target", "sync-process.log"));
            boolean reached = false;
            try {
                assertThat(door.called().await(START_SECONDS, TimeUnit.SECONDS))
                        .as("the process works")
                        .isTrue();
                Thread people = new Thread(() -> world.sides.forEach(side -> stir(side, 4)));
                people.start();
                if (crash == null) {
                    Thread.sleep(random.nextInt(1_200));
                } else {
                    reached = door.reached().await(4, TimeUnit.SECONDS);
                }
                process.destroyForcibly();
                people.join();
            } finally {
                assertThat(process.destroyForcibly().waitFor()).isEqualTo(KILLED);
            }
            recover(Duration.ofNanos(System.nanoTime() - begun), String.valueOf(crash));
            return reached;
        }
    }

    /** What the dead process held is free when its lease has ended, and then everything is made good. */
    private void recover(Duration lived, String where) {
        crms.values().forEach(crm -> crm.fates = change -> FakeCrm.Fate.DONE);
        world.clock.advance(lived.plus(Connections.LEASE).plusSeconds(1));
        for (World.Side side : world.sides) {
            assertThat(world.node.pulling.pull(side.tenant(), side.connection()).outcome())
                    .as(where)
                    .isEqualTo(SyncRun.Outcome.DONE);
        }
        for (World.Side side : world.sides) {
            world.quiet(side, 2);
            world.assertConverged(side);
            assertThat(world.held(side)).as(where).isEmpty();
            assertThat(world.count(side, "select count(*) from sync_run where outcome = 'RUNNING'"))
                    .as(where)
                    .isZero();
        }
    }

    /** People work on both sides, each record by one of them, and the CRM loses some answers. */
    private void stir(World.Side side, int times) {
        FakeCrm crm = side.crm();
        synchronized (crm) {
            crm.fates = change -> switch (random.nextInt(5)) {
                case 0 -> FakeCrm.Fate.ANSWER_LOST;
                case 1 -> FakeCrm.Fate.LATE;
                default -> FakeCrm.Fate.DONE;
            };
        }
        for (int i = 0; i < times; i++) {
            int edit = ++edits;
            String name = side.tenant().key() + " there " + edit;
            String id = null;
            synchronized (crm) {
                List<FakeCrm.Stored> all = crm.all(RemoteKind.ACCOUNT);
                FakeCrm.Stored record = all.get(edit % all.size());
                switch (edit % 4) {
                    case 0 -> crm.create(RemoteKind.ACCOUNT, Map.of("Name", name));
                    case 1 -> crm.change(RemoteKind.ACCOUNT, record.id, "Site", "https://s" + edit + ".example");
                    default -> id = record.id;
                }
            }
            if (edit % 4 == 2) {
                world.createHere(side, 1);
            } else if (id != null) {
                edit(side, id, "+49 40 " + edit);
            }
        }
    }

    private void edit(World.Side side, String external, String phone) {
        world.node.inTenant.run(side.tenant(), () -> {
            Links.Link link = world.node
                    .links
                    .byExternal(side.connection(), RemoteKind.ACCOUNT, List.of(external))
                    .get(external);
            if (link != null) {
                world.node.sql.update(
                        "update customer set version = version + 1, edited_at = ?, phone = ? where id = ?",
                        world.clock.instant(),
                        phone,
                        link.localId());
                world.node.outgoing.customerChanged(link.localId());
            }
        });
    }
}
