package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.spi.CrmTraits;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Problem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators do with runs, on a real database. */
class SyncOperatingSqlIT extends Seeded {
    private static SyncTenants tenants;

    private World world;
    private World.Side side;
    private Node node;

    @BeforeAll
    static void provision() {
        if (tenants == null) {
            tenants = SyncTenants.provision("sync_operating", 3);
        }
    }

    @BeforeEach
    void begin() {
        world = new World(tenants, 1);
        side = world.only();
        node = world.node;
    }

    private List<SyncRuns.Change> changes(SyncRun run) {
        return node.inTenant.call(side.tenant(), () -> node.runs.changes(run.id(), 0, 10_000));
    }

    private FakeCrm.Stored record(int index) {
        return side.crm().all(RemoteKind.ACCOUNT).get(index);
    }

    private UUID local(int index) {
        return world.local(side, RemoteKind.ACCOUNT, record(index).id);
    }

    private static String text(SyncRuns.Change change) {
        return change.kind() + " " + change.externalId() + " " + change.side() + " " + change.field() + " "
                + change.before() + " > " + change.after() + " " + change.rule();
    }

    @Test
    void aDryRunShowsWhatTheRunThenDoesF19() {
        world.fill(side, 60, 20);
        world.quiet(side, 1);
        for (int i = 0; i < 20; i++) {
            side.crm().change(RemoteKind.ACCOUNT, record(i).id, "Site", "https://s" + i + ".example");
            world.edit(side, local(i + 10), "address", "Road " + i);
        }
        side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", side.tenant().key() + " new"));
        world.clock.advance(Duration.ofMinutes(1));
        String state = world.state(side);
        side.crm().forgetCalls();
        SyncRun dry = dryRun();
        assertThat(dry.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(side.crm().calls("write")).isZero();
        assertThat(world.state(side)).as("nothing of ours has changed").isEqualTo(state);
        SyncRun real = node.pulling.pull(side.tenant(), side.connection());
        assertThat(changes(dry).stream().map(SyncOperatingSqlIT::text))
                .hasSize(40)
                .containsExactlyInAnyOrderElementsOf(
                        changes(real).stream().map(SyncOperatingSqlIT::text).toList());
        assertThat(dry.created()).isEqualTo(real.created()).isEqualTo(1);
        assertThat(dry.updated()).isEqualTo(real.updated()).isEqualTo(20);
        assertThat(dry.pushed()).isEqualTo(real.pushed()).isEqualTo(20);
    }

    /** A dry run ends where the run would, and does not promise what would not come. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDryRunTellsThatTheBrakeWouldStopItF19(boolean tellsDeletions) {
        side.crm().traits = new CrmTraits(
                50, tellsDeletions, true, true, tellsDeletions, Duration.ofMinutes(2), Duration.ofSeconds(1));
        world.fill(side, 100, 0);
        world.quiet(side, 1);
        side.crm().all(RemoteKind.ACCOUNT).stream().limit(30).forEach(record -> side.crm()
                .delete(RemoteKind.ACCOUNT, record.id));
        world.edit(side, world.local(side, RemoteKind.ACCOUNT, record(0).id), "address", "Road");
        world.clock.advance(Duration.ofMinutes(1));
        String state = world.state(side);
        SyncRun dry = dryRun();
        assertThat(dry.outcome()).isEqualTo(SyncRun.Outcome.FAILED);
        assertThat(dry.problemCode()).isEqualTo(MassDeletion.CODE);
        assertThat(dry.deleted()).isZero();
        assertThat(world.state(side)).isEqualTo(state);
        SyncRun real = node.pulling.pull(side.tenant(), side.connection());
        assertThat(real.problemCode()).isEqualTo(MassDeletion.CODE);
        assertThat(dry.pushed()).isEqualTo(real.pushed()).isZero();
        node.inTenant.run(side.tenant(), () -> node.connections.acceptDeletions(side.connection(), 30));
        SyncRun allowed = dryRun();
        assertThat(allowed.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(allowed.deleted()).isEqualTo(30);
        assertThat(allowed.pushed()).isEqualTo(1);
    }

    private SyncRun dryRun() {
        return node.drying.work(side.tenant(), node.drying.begin(side.tenant(), side.connection(), World.ANN));
    }

    @Test
    void whoBeganARunIsWrittenDownWithItOrItDoesNotBegin() {
        node.pulling.work(side.tenant(), node.pulling.begin(side.tenant(), side.connection(), true, World.ANN));
        world.quiet(side, 1);
        assertThat(node.audit.events).containsExactly("ann sync-run.started FULL");
        long runs = world.count(side, "select count(*) from sync_run");
        node.audit.fails = true;
        assertThatThrownBy(() -> node.drying.begin(side.tenant(), side.connection(), World.ANN))
                .hasMessage("the log is full");
        assertThat(world.count(side, "select count(*) from sync_run")).isEqualTo(runs);
        // The lease is free as well.
        world.quiet(side, 1);
    }

    @Test
    void oldRunsAreForgottenAndTheLastGoodOneIsKept() {
        world.fill(side, 3, 0);
        SyncRun first = world.pull(side);
        side.crm().change(RemoteKind.ACCOUNT, record(0).id, "Site", "https://new.example");
        SyncRun second = world.pull(side);
        world.quiet(side, 5);
        Instant afterEmpty = world.clock.instant().plusSeconds(1);
        assertThat(sweep(first.startedAt(), afterEmpty)).isEqualTo(4);
        assertThat(changes(second)).hasSize(1);
        assertThat(sweep(afterEmpty, afterEmpty)).isEqualTo(2);
        assertThat(world.count(side, "select count(*) from sync_change")).isZero();
        assertThat(world.count(side, "select count(*) from sync_run where outcome = 'DONE'"))
                .isEqualTo(1);
        world.quiet(side, 1);
        world.assertConverged(side);
    }

    private int sweep(Instant before, Instant emptyBefore) {
        return node.inTenant.call(side.tenant(), () -> {
            node.runs.sweepChanges(before, emptyBefore, 1_000);
            return node.runs.sweep(before, emptyBefore, 1_000);
        });
    }

    @Test
    void aRunIsTakenBackOnBothSidesF20() {
        int count = 100;
        world.fill(side, count, 0);
        world.quiet(side, 1);
        for (int i = 0; i < count; i++) {
            side.crm().change(RemoteKind.ACCOUNT, record(i).id, "Addr", "wrong " + i);
            if (i % 2 == 0) {
                world.edit(side, local(i), "phone", "999" + i);
            }
        }
        SyncRun run = world.pull(side);
        assertThat(changes(run)).hasSize(count + count / 2);
        // Edited since: these stay.
        for (int i = 0; i < 10; i++) {
            world.edit(side, local(i), "address", "edited " + i);
        }
        world.quiet(side, 1);
        SyncRun undo = node.undoing.work(
                side.tenant(), node.undoing.begin(side.tenant(), side.connection(), run.id(), World.ANN));
        assertThat(undo.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        world.quiet(side, 2);
        world.assertConverged(side);
        for (int i = 0; i < count; i++) {
            Map<String, String> ours = world.ours(side, RemoteKind.ACCOUNT, local(i));
            assertThat(ours.get("phone")).isEqualTo("+86 10 " + (1_000_000 + i));
            assertThat(record(i).fields.get("Phone")).isEqualTo("+86 10 " + (1_000_000 + i));
            if (i < 10) {
                assertThat(record(i).fields).containsEntry("Addr", "edited " + i);
            } else {
                assertThat(record(i).fields).doesNotContainKey("Addr");
            }
        }
        assertThat(changes(undo))
                .filteredOn(change -> change.rule().equals(Undoing.EDITED_SINCE))
                .hasSize(10);
        assertThat(changes(undo))
                .filteredOn(change -> change.rule().equals(Undoing.UNDONE))
                .hasSize(count - 10 + count / 2);
    }

    @Test
    void aComparisonFindsWhatWasMissedAndMakesItGood() {
        side.crm().traits = new CrmTraits(50, true, false, true, true, Duration.ofMinutes(2), Duration.ofSeconds(1));
        world.fill(side, 30, 0);
        world.quiet(side, 1);
        world.clock.advance(Duration.ofHours(1));
        side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", side.tenant().key() + " newer"));
        world.quiet(side, 2);
        // Committed later than any overlap reaches.
        String late = side.crm()
                .create(RemoteKind.ACCOUNT, Map.of("Name", side.tenant().key() + " late"));
        side.crm().get(RemoteKind.ACCOUNT, late).modified =
                world.clock.instant().minus(Duration.ofDays(1));
        record(3).fields.put("Addr", "silently");
        String gone = record(5).id;
        FakeCrm.Stored goneRecord = record(5);
        world.quiet(side, 1);
        goneRecord.visibleAt = world.clock.instant().plus(Duration.ofDays(9));
        SyncRun run = node.reconciling.work(
                side.tenant(), node.reconciling.begin(side.tenant(), side.connection(), World.ANN));
        assertThat(run.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(run.total()).isEqualTo(31);
        List<SyncRuns.Change> found = changes(run);
        assertThat(found)
                .extracting(SyncRuns.Change::rule)
                .containsExactlyInAnyOrder(Reconciling.MISSING_HERE, Reconciling.DIFFERENT, Reconciling.MISSING_THERE);
        assertThat(side.crm().calls("write")).isZero();
        SyncRun repair = node.reconciling.repair(
                side.tenant(), node.reconciling.beginRepair(side.tenant(), side.connection(), World.ANN), found);
        assertThat(repair.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(world.ours(side, RemoteKind.ACCOUNT, local(3))).containsEntry("address", "silently");
        world.local(side, RemoteKind.ACCOUNT, late);
        assertThat(world.count(
                        side,
                        "select count(*) from customer_link where deleted_at is not null and external_id = '" + gone
                                + "'"))
                .isEqualTo(1);
        SyncRun again = node.reconciling.work(
                side.tenant(), node.reconciling.begin(side.tenant(), side.connection(), World.ANN));
        assertThat(changes(again)).isEmpty();
    }

    @Test
    void aPersonDecidesConflicts() {
        world.fill(side, 3, 0);
        world.quiet(side, 1);
        for (int i = 0; i < 3; i++) {
            world.edit(side, local(i), "registration_number", "A" + i);
            side.crm().change(RemoteKind.ACCOUNT, record(i).id, "Code", "B" + i);
        }
        world.quiet(side, 2);
        List<Conflicts.Conflict> open =
                node.inTenant.call(side.tenant(), () -> node.conflicts.open(side.connection(), 10));
        assertThat(open).hasSize(3);
        DecidingConflicts.Decision[] decisions = DecidingConflicts.Decision.values();
        for (Conflicts.Conflict conflict : open) {
            int i = Integer.parseInt(String.valueOf(conflict.ours()).substring(1));
            node.inTenant.run(
                    side.tenant(),
                    () -> node.deciding.decide(side.connection(), conflict.id(), decisions[i], "C", false, "ann"));
        }
        world.quiet(side, 2);
        String[] expected = {"A0", "B1", "C"};
        for (int i = 0; i < 3; i++) {
            assertThat(record(i).fields).containsEntry("Code", expected[i]);
            assertThat(world.ours(side, RemoteKind.ACCOUNT, local(i))).containsEntry("registrationNumber", expected[i]);
        }
        world.assertConverged(side);
        world.edit(side, local(0), "registration_number", "A9");
        side.crm().change(RemoteKind.ACCOUNT, record(0).id, "Code", "B9");
        world.quiet(side, 1);
        UUID last = node.inTenant
                .call(side.tenant(), () -> node.conflicts.open(side.connection(), 10))
                .get(0)
                .id();
        node.inTenant.run(
                side.tenant(),
                () -> node.deciding.decide(
                        side.connection(), last, DecidingConflicts.Decision.THEIRS, null, true, "ann"));
        assertThat(world.ours(side, RemoteKind.ACCOUNT, local(0))).containsEntry("registrationNumber", "B9");
        assertThat(world.count(
                        side,
                        "select count(*) from sync_mapping where ours = 'registrationNumber' and owner = 'REMOTE'"))
                .isEqualTo(1);
        UUID decided = open.get(0).id();
        assertThatThrownBy(() -> node.inTenant.run(
                        side.tenant(),
                        () -> node.deciding.decide(
                                side.connection(), decided, DecidingConflicts.Decision.OURS, null, false, "ann")))
                .isInstanceOf(Problem.class);
    }

    @Test
    void aHeldRecordIsTriedAgainAtAPersonsWish() {
        String id = side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", "=1"));
        world.quiet(side, 1);
        assertThat(world.held(side)).hasSize(1);
        side.crm().get(RemoteKind.ACCOUNT, id).fields.put("Name", side.tenant().key() + " fine");
        SyncRun run = node.replaying.work(
                side.tenant(),
                node.replaying.begin(side.tenant(), side.connection(), RemoteKind.ACCOUNT, id, World.ANN),
                RemoteKind.ACCOUNT,
                id);
        assertThat(run.created()).isEqualTo(1);
        assertThat(world.held(side)).isEmpty();
    }

    @Test
    void aPausedConnectionRests() {
        node.inTenant.run(side.tenant(), () -> node.connections.pause(side.connection(), "move"));
        assertThatThrownBy(() -> world.pull(side))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(SyncProblem.CONNECTION_PAUSED));
        node.inTenant.run(side.tenant(), () -> node.connections.resume(side.connection()));
        world.quiet(side, 1);
    }
}
