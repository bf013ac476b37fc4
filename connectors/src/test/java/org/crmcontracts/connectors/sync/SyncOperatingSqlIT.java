package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmTraits;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.secrets.Secret;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators do with runs, and what nodes share, on a real database. */
class SyncOperatingSqlIT {
    private static SyncTenants tenants;

    private World world;
    private World.Side side;
    private Node node;

    @BeforeAll
    static void provision() {
        tenants = SyncTenants.provision("sync_operating", 2);
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
        String state = state();
        side.crm().forgetCalls();
        SyncRun dry = node.drying.work(side.tenant(), node.drying.begin(side.tenant(), side.connection()));
        assertThat(dry.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(side.crm().calls("write")).isZero();
        assertThat(state()).as("nothing of ours has changed").isEqualTo(state);
        SyncRun real = node.pulling.pull(side.tenant(), side.connection());
        assertThat(changes(dry).stream().map(SyncOperatingSqlIT::text))
                .hasSize(40)
                .containsExactlyInAnyOrderElementsOf(
                        changes(real).stream().map(SyncOperatingSqlIT::text).toList());
        assertThat(dry.created()).isEqualTo(real.created()).isEqualTo(1);
        assertThat(dry.updated()).isEqualTo(real.updated()).isEqualTo(20);
        assertThat(dry.pushed()).isEqualTo(real.pushed()).isEqualTo(20);
    }

    private String state() {
        return node.inTenant.call(side.tenant(), () -> node.sql
                .first(
                        "select md5(string_agg(t, '|' order by t)) from (select c::text as t from customer c union all"
                                + " select l::text from customer_link l union all select o::text from sync_outbox o union"
                                + " all select s::text from sync_cursor s union all select q::text from sync_quarantine q) x",
                        row -> row.getString(1))
                .orElseThrow());
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
        SyncRun undo = node.undoing.work(side.tenant(), node.undoing.begin(side.tenant(), side.connection(), run.id()));
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
        SyncRun run = node.reconciling.work(side.tenant(), node.reconciling.begin(side.tenant(), side.connection()));
        assertThat(run.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(run.total()).isEqualTo(31);
        List<SyncRuns.Change> found = changes(run);
        assertThat(found)
                .extracting(SyncRuns.Change::rule)
                .containsExactlyInAnyOrder(Reconciling.MISSING_HERE, Reconciling.DIFFERENT, Reconciling.MISSING_THERE);
        assertThat(side.crm().calls("write")).isZero();
        SyncRun repair = node.reconciling.repair(
                side.tenant(), node.reconciling.beginRepair(side.tenant(), side.connection()), found);
        assertThat(repair.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(world.ours(side, RemoteKind.ACCOUNT, local(3))).containsEntry("address", "silently");
        world.local(side, RemoteKind.ACCOUNT, late);
        assertThat(world.count(
                        side,
                        "select count(*) from customer_link where deleted_at is not null and external_id = '" + gone
                                + "'"))
                .isEqualTo(1);
        SyncRun again = node.reconciling.work(side.tenant(), node.reconciling.begin(side.tenant(), side.connection()));
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
                node.replaying.begin(side.tenant(), side.connection(), RemoteKind.ACCOUNT, id),
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

    /** Two nodes, many threads, one token that is refused: it is renewed once, and everybody gets the new one. */
    @Test
    void aTokenIsRenewedOnceF13() throws Exception {
        Node other = world.anotherNode();
        AtomicInteger grants = new AtomicInteger();
        CrmHouse mine = node.house.of(side.tenant(), false);
        CrmHouse theirs = other.house.of(side.tenant(), false);
        Secret refused = mine.token(side.connection(), null, () -> grant("first", null));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Secret>> calls = java.util.stream.IntStream.range(0, 100)
                    .<Callable<Secret>>mapToObj(
                            i -> () -> (i % 2 == 0 ? mine : theirs).token(side.connection(), refused, () -> {
                                grants.incrementAndGet();
                                return grant("second", "rotated");
                            }))
                    .toList();
            for (Future<Secret> call : threads.invokeAll(calls)) {
                assertThat(call.get().text()).isEqualTo("second");
            }
        } finally {
            threads.shutdown();
        }
        assertThat(grants).hasValue(1);
        assertThat(node.inTenant
                        .call(side.tenant(), () -> node.connections.access(side.tenant(), side.connection()))
                        .refreshToken()
                        .text())
                .isEqualTo("rotated");
    }

    @Test
    void aTokenIsRenewedBeforeItEndsAndOnlyThen() {
        CrmHouse house = node.house.of(side.tenant(), false);
        assertThat(house.token(side.connection(), null, () -> grant("a", null)).text())
                .isEqualTo("a");
        world.clock.advance(Duration.ofMinutes(40));
        assertThat(house.token(side.connection(), null, () -> grant("b", null)).text())
                .isEqualTo("a");
        world.clock.advance(Duration.ofMinutes(10));
        assertThat(house.token(side.connection(), null, () -> grant("c", null)).text())
                .isEqualTo("c");
    }

    private static CrmHouse.Grant grant(String token, String refresh) {
        return new CrmHouse.Grant(
                Secret.of(token), Duration.ofHours(1), refresh == null ? null : Secret.of(refresh), null);
    }

    /** Two nodes together never exceed the budget in any sliding minute, and leave the people their share. */
    @Test
    void twoNodesShareOneBudgetF16() {
        Node other = world.anotherNode();
        java.util.ArrayDeque<java.time.Instant> calls = new java.util.ArrayDeque<>();
        for (Node each : List.of(node, other)) {
            each.house.pause = world.clock::advance;
        }
        CrmHouse[] houses = {node.house.of(side.tenant(), false), other.house.of(side.tenant(), false)};
        int most = (int) (StoredHouse.PER_MINUTE * 0.8);
        int refused = 0;
        for (int i = 0; i < 1_500; i++) {
            try {
                houses[i % 2].spend(side.connection(), 1);
                calls.add(world.clock.instant());
            } catch (CrmRefusal e) {
                assertThat(e.reason()).isEqualTo(CrmRefusal.Reason.THROTTLED);
                refused++;
                // The reserve is there for whoever waits.
                if (refused < 5) {
                    node.house.of(side.tenant(), true).spend(side.connection(), 1);
                }
            }
            world.clock.advance(Duration.ofMillis(100));
            while (calls.peek() != null && calls.peek().plusSeconds(60).isBefore(world.clock.instant())) {
                calls.poll();
            }
            assertThat(calls.size()).isLessThanOrEqualTo(most);
        }
        assertThat(refused).isPositive();
        houses[0].throttled(side.connection(), Duration.ofMinutes(5));
        assertThatThrownBy(() -> houses[1].spend(side.connection(), 1)).isInstanceOf(CrmRefusal.class);
        world.clock.advance(Duration.ofMinutes(5));
        houses[1].spend(side.connection(), 1);
    }
}
