package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.secrets.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What administrators change, take back and allow, on a real database. */
class SyncAdminSqlIT extends OneSide {
    private FakeCrm.Stored record() {
        return side.crm().all(RemoteKind.ACCOUNT).get(0);
    }

    private UUID local() {
        return world.local(side, RemoteKind.ACCOUNT, record().id);
    }

    private String ours() {
        return world.ours(side, RemoteKind.ACCOUNT, local()).get("registrationNumber");
    }

    private List<Conflicts.Conflict> open() {
        return node.inTenant.call(side.tenant(), () -> node.conflicts.open(side.connection(), 10));
    }

    private UUID conflict() {
        world.fill(side, 1, 0);
        world.quiet(side, 1);
        world.edit(side, local(), "registration_number", "A");
        side.crm().change(RemoteKind.ACCOUNT, record().id, "Code", "B");
        world.quiet(side, 2);
        return open().get(0).id();
    }

    private void decide(UUID conflict, DecidingConflicts.Decision decision, boolean remember) {
        node.inTenant.run(
                side.tenant(), () -> node.deciding.decide(side.connection(), conflict, decision, "C", remember, "ann"));
    }

    private void revert(UUID conflict) {
        node.inTenant.run(side.tenant(), () -> node.reverting.revert(side.connection(), conflict));
    }

    @ParameterizedTest
    @EnumSource
    void aDecisionIsTakenBackBeforeItIsSent(DecidingConflicts.Decision decision) {
        UUID conflict = conflict();
        decide(conflict, decision, false);
        assertThat(open()).isEmpty();

        revert(conflict);

        assertThat(open()).extracting(Conflicts.Conflict::id).containsExactly(conflict);
        assertThat(ours()).isEqualTo("A");
        world.quiet(side, 2);
        assertThat(record().fields).as("nothing was sent").containsEntry("Code", "B");
        assertThat(ours()).isEqualTo("A");
        assertThat(open()).extracting(Conflicts.Conflict::id).containsExactly(conflict);
        decide(conflict, DecidingConflicts.Decision.OURS, false);
        world.quiet(side, 2);
        assertThat(record().fields).containsEntry("Code", "A");
        world.assertConverged(side);
    }

    @Test
    void aRememberedDecisionGivesTheFieldBackToItsFormerOwner() {
        UUID conflict = conflict();
        decide(conflict, DecidingConflicts.Decision.THEIRS, true);

        revert(conflict);

        assertThat(world.count(
                        side,
                        "select count(*) from sync_mapping where ours = 'registrationNumber' and owner = 'MANUAL'"))
                .isEqualTo(1);
    }

    @Test
    void aDecisionStandsOnceItWasSentOrBuiltOn() {
        UUID conflict = conflict();
        decide(conflict, DecidingConflicts.Decision.OURS, false);
        world.quiet(side, 1);
        assertThat(record().fields).containsEntry("Code", "A");
        refused(SyncProblem.DECISION_STANDS, () -> revert(conflict));

        meet();
        UUID another = conflict();
        decide(another, DecidingConflicts.Decision.THEIRS, false);
        world.edit(side, local(), "registration_number", "D");
        refused(SyncProblem.DECISION_STANDS, () -> revert(another));
        assertThat(ours()).isEqualTo("D");
        refused(SyncProblem.CONFLICT_NOT_FOUND, () -> revert(UUID.randomUUID()));
    }

    @Test
    void deletionsThatStoppedARunAreListedUntilTheyAreDecided() {
        world.fill(side, 100, 0);
        world.quiet(side, 1);
        List<FakeCrm.Stored> all = side.crm().all(RemoteKind.ACCOUNT);
        all.subList(0, 30).forEach(record -> side.crm().delete(RemoteKind.ACCOUNT, record.id));
        assertThat(world.pull(side).problemCode()).isEqualTo(MassDeletion.CODE);

        List<StoppedDeletions.Entry> stopped =
                node.inTenant.call(side.tenant(), () -> node.stopped.of(side.connection(), "", 20));
        assertThat(stopped).hasSize(20).allSatisfy(entry -> assertThat(entry.name())
                .startsWith(side.tenant().key() + " account"));
        List<StoppedDeletions.Entry> rest = node.inTenant.call(
                side.tenant(),
                () -> node.stopped.of(side.connection(), stopped.get(19).externalId(), 20));
        assertThat(rest).hasSize(10).doesNotContainAnyElementsOf(stopped);
        assertThat(stoppedCount()).isEqualTo(30);

        node.inTenant.run(side.tenant(), () -> node.connections.acceptDeletions(side.connection(), 30));
        assertThat(world.pull(side).outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(stoppedCount()).isZero();
        assertThat(world.count(side, "select count(*) from sync_stopped_deletion"))
                .isZero();
    }

    private int stoppedCount() {
        return node.inTenant.call(side.tenant(), () -> node.stopped.count(side.connection()));
    }

    private ConnectionSettings.Settings settings() {
        return node.inTenant.call(side.tenant(), () -> node.settings.get(side.connection()));
    }

    @Test
    void settingsAreChangedOnTheVersionThatWasSeen() {
        PullPlan plan = new PullPlan(30, java.time.LocalTime.of(22, 0), java.time.LocalTime.of(6, 30));
        ConnectionSettings.Change change =
                new ConnectionSettings.Change("Another", Map.of("employee", "1001"), false, plan, 60, 1_000);
        long version = settings().version();

        node.inTenant.run(side.tenant(), () -> node.settings.change(side.connection(), version, change));

        ConnectionSettings.Settings now = settings();
        assertThat(now.version()).isEqualTo(version + 1);
        assertThat(now.name()).isEqualTo("Another");
        assertThat(now.plan()).isEqualTo(plan);
        assertThat(now.takesNew()).isFalse();
        assertThat(now.options()).containsExactly(Map.entry("employee", "1001"));
        assertThat(now.perMinute()).isEqualTo(60);
        assertThat(now.perDay()).isEqualTo(1_000);
        refused(
                HttpProblem.STALE_VERSION,
                () -> node.inTenant.run(side.tenant(), () -> node.settings.change(side.connection(), version, change)));
    }

    @Test
    void otherCredentialsLetARefusedConnectionWorkAgain() {
        node.inTenant.run(side.tenant(), () -> node.connections.needsReconnect(side.connection()));
        refused(SyncProblem.CONNECTION_NEEDS_RECONNECT, () -> world.pull(side));
        CrmAccess former =
                node.inTenant.call(side.tenant(), () -> node.settings.access(side.tenant(), side.connection()));
        CrmAccess other = new CrmAccess(
                side.connection(),
                former.accountsUrl(),
                former.apiUrl(),
                "client",
                Secret.of("secret"),
                Secret.of("refresh"),
                Map.of(),
                Secret.of("notice"));

        node.inTenant.run(side.tenant(), () -> node.settings.replace(side.tenant(), other));

        CrmAccess now = node.inTenant.call(side.tenant(), () -> node.settings.access(side.tenant(), side.connection()));
        assertThat(now.clientSecret()).isEqualTo(other.clientSecret());
        assertThat(now.noticeSecret()).isEqualTo(other.noticeSecret());
        assertThat(settings().hasNoticeSecret()).isTrue();
        world.quiet(side, 1);
    }

    @Test
    void aRemovedConnectionLeavesItsCustomers() {
        world.fill(side, 10, 5);
        world.quiet(side, 1);
        long version = settings().version();
        refused(
                HttpProblem.STALE_VERSION,
                () -> node.inTenant.run(side.tenant(), () -> node.settings.remove(side.connection(), version + 1)));

        node.inTenant.run(side.tenant(), () -> node.settings.remove(side.connection(), version));

        assertThat(world.count(side, "select count(*) from customer")).isEqualTo(10);
        assertThat(world.count(side, "select count(*) from contact")).isEqualTo(5);
        for (String table : List.of("customer_link", "sync_run", "sync_change", "crm_connection")) {
            assertThat(world.count(side, "select count(*) from " + table))
                    .as(table)
                    .isZero();
        }
        refused(SyncProblem.CONNECTION_NOT_FOUND, () -> world.pull(side));
    }
}
