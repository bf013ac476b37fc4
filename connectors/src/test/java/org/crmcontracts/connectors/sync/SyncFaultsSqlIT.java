package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Problem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine while things go wrong, on a real database. Its size grows with {@code sync.scale}. */
class SyncFaultsSqlIT extends Seeded {
    private static final int SCALE = Integer.getInteger("sync.scale", 1);
    private static final double FAULTS = 0.2;
    private static SyncTenants tenants;

    @BeforeAll
    static void provision() {
        if (tenants == null) {
            tenants = SyncTenants.provision("sync_faults", 3);
        }
    }

    private World world;
    private World.Side side;

    @BeforeEach
    void begin() {
        world = new World(tenants, 1);
        side = world.only();
    }

    /** Runs until the outbox is empty and a whole pull succeeds; the storm may kill any of them. */
    private static void weather(World world, World.Side side, int most) {
        for (int i = 0; i < most; i++) {
            try {
                SyncRun run = world.pull(side);
                long waiting =
                        world.node.inTenant.call(side.tenant(), () -> world.node.outbox.waiting(side.connection()));
                if (run.outcome() == SyncRun.Outcome.DONE && waiting == 0 && run.created() + run.updated() == 0) {
                    return;
                }
            } catch (Node.Killed e) {
                continue;
            } catch (Problem e) {
                assertThat(e.code()).isEqualTo(SyncProblem.SYNC_ALREADY_RUNNING);
            }
        }
    }

    @Test
    void aStormOfFaultsLosesAndDoublesNothingF1() {
        World three = new World(tenants, 3);
        Random random = new Random(seed);
        for (World.Side each : three.sides) {
            each.crm().traits = World.traits(seed % 2 == 1, true, false);
            three.fill(each, 150 * SCALE, 60 * SCALE);
            three.createHere(each, 30 * SCALE);
            each.crm().script = call -> {
                if (random.nextDouble() < FAULTS) {
                    throw random.nextBoolean()
                            ? FakeCrm.down()
                            : new CrmRefusal(CrmRefusal.Reason.THROTTLED, "429", "slow down");
                }
            };
            each.crm().fates = change -> random.nextDouble() < FAULTS
                    ? random.nextBoolean() ? FakeCrm.Fate.ANSWER_LOST : FakeCrm.Fate.LATE
                    : FakeCrm.Fate.DONE;
        }
        three.sides.forEach(each -> weather(three, each, 60));
        for (World.Side each : three.sides) {
            each.crm().script = call -> {};
            each.crm().fates = change -> FakeCrm.Fate.DONE;
            three.quiet(each, 2);
            three.assertConverged(each);
            assertThat(three.held(each)).isEmpty();
        }
    }

    @Test
    void aProcessKilledAnywhereLosesAndDoublesNothingF2() {
        int points = 60;
        for (int point = 1; point <= points; point++) {
            World small = new World(tenants, 1);
            World.Side each = small.only();
            each.crm().pageSize = 4;
            each.crm().traits = World.traits(point % 2 == 0, true, false);
            small.fill(each, 10, 4);
            small.createHere(each, 5);
            int[] left = {point};
            small.node.deaths = (moment, where) -> {
                if (--left[0] == 0) {
                    throw new Node.Killed();
                }
            };
            int kills = 0;
            try {
                small.pull(each);
            } catch (Node.Killed e) {
                kills++;
            }
            small.node.deaths = (moment, where) -> {};
            small.clock.advance(Connections.LEASE);
            small.quiet(each, 2);
            small.assertConverged(each);
            if (kills == 0) {
                assertThat(point).as("named points of one run").isGreaterThan(12);
                return;
            }
        }
    }

    @Test
    void pagesThatOverlapAndAreShuffledAreTakenOnceF3() {
        side.crm().shufflesPages = true;
        side.crm().pageSize = 10;
        world.fill(side, 95, 33);
        world.quiet(side, 2);
        world.assertConverged(side);
    }

    @Test
    void aPageThatRepeatsForEverStopsTheRunF3() {
        world.fill(side, 120, 0);
        // Three pages at least: the last one has none after it that could repeat.
        side.crm().pageSize = Math.min(side.crm().pageSize, 50);
        side.crm().repeatsPages = true;
        SyncRun run = world.pull(side);
        assertThat(run.problemCode()).isEqualTo(Pulling.PAGES_REPEAT);
        assertThat(side.crm().calls("pull")).isLessThanOrEqualTo(3);
        side.crm().repeatsPages = false;
        world.quiet(side, 2);
        world.assertConverged(side);
    }

    @Test
    void equalTimesAndLateCommitsLoseNothingF4() {
        world.fill(side, 200, 0);
        world.quiet(side, 1);
        for (int i = 0; i < 20; i++) {
            String id = side.crm()
                    .create(RemoteKind.ACCOUNT, Map.of("Name", side.tenant().key() + " late " + i));
            side.crm().get(RemoteKind.ACCOUNT, id).visibleAt =
                    world.clock.instant().plus(SyncCursor.OVERLAP).minusSeconds(1 + i);
        }
        side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", side.tenant().key() + " newer"));
        world.clock.advance(Duration.ofSeconds(1));
        assertThat(world.node.pulling.pull(side.tenant(), side.connection()).outcome())
                .isEqualTo(SyncRun.Outcome.DONE);
        world.quiet(side, 2);
        world.assertConverged(side);
    }

    @Test
    void lostAnswersCreateNothingTwiceF5() {
        world.quiet(side, 1);
        Set<String> seen = new HashSet<>();
        side.crm().fates = change -> seen.add(change.reference()) ? FakeCrm.Fate.ANSWER_LOST : FakeCrm.Fate.DONE;
        world.createHere(side, 120 * SCALE);
        world.quiet(side, 3);
        assertThat(side.crm().all(RemoteKind.ACCOUNT)).hasSize(120 * SCALE);
        world.assertConverged(side);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lateWritesCreateNothingTwiceF6(boolean uniqueReference) {
        side.crm().traits = World.traits(true, true, uniqueReference);
        side.crm().lateness = Duration.ofSeconds(110);
        world.quiet(side, 1);
        Set<String> seen = new HashSet<>();
        side.crm().fates = change -> seen.add(change.reference()) ? FakeCrm.Fate.LATE : FakeCrm.Fate.DONE;
        world.createHere(side, 50);
        for (int i = 0; i < 20; i++) {
            world.clock.advance(Duration.ofSeconds(20));
            world.node.pulling.pull(side.tenant(), side.connection());
        }
        assertThat(side.crm().all(RemoteKind.ACCOUNT)).hasSize(50);
        world.assertConverged(side);
    }

    /** Later than any trait says: it cannot be prevented, but it is found and held. */
    @Test
    void whatIsWrittenTwiceAfterAllIsFoundF6() {
        side.crm().lateness = Duration.ofMinutes(20);
        world.quiet(side, 1);
        Set<String> seen = new HashSet<>();
        side.crm().fates = change -> seen.add(change.reference()) ? FakeCrm.Fate.LATE : FakeCrm.Fate.DONE;
        world.createHere(side, 10);
        world.quiet(side, 8);
        assertThat(side.crm().all(RemoteKind.ACCOUNT)).hasSize(20);
        assertThat(world.count(side, "select count(*) from customer")).isEqualTo(10);
        assertThat(world.held(side)).hasSize(10).allMatch(entry -> entry.code().equals(Quarantine.DUPLICATE_REMOTE));
    }

    @Test
    void bothSidesEditTheSameRecordsF7() {
        int count = 60 * SCALE;
        world.fill(side, count, 0);
        world.quiet(side, 1);
        List<FakeCrm.Stored> records = side.crm().all(RemoteKind.ACCOUNT);
        for (int i = 0; i < count; i++) {
            FakeCrm.Stored record = records.get(i);
            UUID local = world.local(side, RemoteKind.ACCOUNT, record.id);
            world.edit(side, local, "address", "ours " + i);
            world.clock.advance(Duration.ofSeconds(1));
            // Another field, a field of ours, the later change, a person's.
            switch (i % 4) {
                case 0 -> side.crm().change(RemoteKind.ACCOUNT, record.id, "Site", "https://theirs" + i + ".example");
                case 1 -> {
                    world.edit(side, local, "phone", "111" + i);
                    side.crm().change(RemoteKind.ACCOUNT, record.id, "Phone", "222" + i);
                }
                case 2 -> side.crm().change(RemoteKind.ACCOUNT, record.id, "Addr", "theirs " + i);
                default -> {
                    world.edit(side, local, "registration_number", "A" + i);
                    side.crm().change(RemoteKind.ACCOUNT, record.id, "Code", "B" + i);
                }
            }
        }
        world.quiet(side, 3);
        for (int i = 0; i < count; i++) {
            FakeCrm.Stored record = records.get(i);
            Map<String, String> ours =
                    world.ours(side, RemoteKind.ACCOUNT, world.local(side, RemoteKind.ACCOUNT, record.id));
            String address = i % 4 == 2 ? "theirs " + i : "ours " + i;
            assertThat(ours).containsEntry("address", address);
            assertThat(record.fields).containsEntry("Addr", address);
            switch (i % 4) {
                case 0 -> assertThat(ours).containsEntry("website", "https://theirs" + i + ".example");
                case 1 -> assertThat(record.fields).containsEntry("Phone", "111" + i);
                case 2 -> {}
                default -> {
                    assertThat(ours).containsEntry("registrationNumber", "A" + i);
                    assertThat(record.fields).containsEntry("Code", "B" + i);
                }
            }
        }
        assertThat(world.count(side, "select count(*) from sync_conflict where decision is null"))
                .isEqualTo(count / 4);
        assertThat(world.count(side, "select count(*) from sync_change where rule = 'NEWEST' and side = 'LOCAL'"))
                .as("no loss without a trace")
                .isEqualTo(count / 4);
    }

    @Test
    void afterAStormNothingIsWrittenF8() {
        world.fill(side, 40, 20);
        world.createHere(side, 20);
        side.crm().peer = record -> record.fields.computeIfPresent("Name", (field, name) -> " " + name + "　");
        world.quiet(side, 3);
        for (FakeCrm.Stored record : side.crm().all(RemoteKind.ACCOUNT)) {
            world.edit(side, world.local(side, RemoteKind.ACCOUNT, record.id), "address", "Road " + record.id);
        }
        world.quiet(side, 2);
        side.crm().forgetCalls();
        world.quiet(side, 10);
        assertThat(side.crm().calls("write")).isZero();
        world.assertConverged(side);
    }

    @Test
    void aPeerThatRewritesEachPushIsStoppedF9() {
        String id = side.crm()
                .create(RemoteKind.ACCOUNT, Map.of("Name", side.tenant().key() + " loop", "Addr", "A"));
        world.quiet(side, 1);
        UUID local = world.local(side, RemoteKind.ACCOUNT, id);
        side.crm().peer = record -> {
            record.fields.put("Addr", "theirs");
            side.crm().touch(record);
        };
        side.crm().forgetCalls();
        for (int i = 0; i < 8; i++) {
            // An automation of ours that insists.
            world.edit(side, local, "address", "ours");
            world.clock.advance(Duration.ofSeconds(10));
            world.node.pulling.pull(side.tenant(), side.connection());
            world.clock.advance(Duration.ofSeconds(10));
            world.node.pulling.pull(side.tenant(), side.connection());
        }
        assertThat(side.crm().calls("write")).isLessThanOrEqualTo(Deciding.MOST_ROUNDS);
        assertThat(world.held(side)).singleElement().satisfies(entry -> assertThat(entry.code())
                .isEqualTo(Quarantine.LOOP));
    }

    @ParameterizedTest
    @ValueSource(ints = {-600, 600})
    void wrongClocksLoseNothingF14(int seconds) {
        side.crm().skew = Duration.ofSeconds(seconds);
        side.crm().pageSize = 20;
        world.fill(side, 50, 10);
        world.quiet(side, 1);
        for (int round = 0; round < 5; round++) {
            for (FakeCrm.Stored record : side.crm().all(RemoteKind.ACCOUNT).subList(round * 10, round * 10 + 10)) {
                side.crm().change(RemoteKind.ACCOUNT, record.id, "Site", "https://s" + round + ".example");
            }
            world.quiet(side, 1);
        }
        world.quiet(side, 1);
        world.assertConverged(side);
    }

    @Test
    void aNodeThatWasPausedWritesNothingF17() {
        world.fill(side, 30, 0);
        side.crm().pageSize = 10;
        Node stale = world.node;
        Node other = world.anotherNode();
        int[] pulls = {0};
        side.crm().script = call -> {
            if (call.equals("pull") && ++pulls[0] == 2) {
                // The first node sleeps in its second page; the other takes over and does everything.
                world.clock.advance(Connections.LEASE.multipliedBy(2));
                assertThat(other.pulling.pull(side.tenant(), side.connection()).outcome())
                        .isEqualTo(SyncRun.Outcome.DONE);
                side.crm().all(RemoteKind.ACCOUNT).forEach(record -> side.crm()
                        .change(RemoteKind.ACCOUNT, record.id, "Site", "https://after.example"));
            }
        };
        SyncRun first = stale.pulling.pull(side.tenant(), side.connection());
        assertThat(first.problemCode()).isEqualTo("INTERRUPTED");
        assertThat(world.count(side, "select count(*) from customer where website is not null"))
                .as("written by the stale node")
                .isZero();
        side.crm().script = call -> {};
        world.quiet(side, 2);
        world.assertConverged(side);
    }
}
