package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Problem;
import org.junit.jupiter.api.Test;

/** What an administrator is told of a connection, on a real database. */
class ConnectionStatusSqlIT extends OneSide {
    private ConnectionStatus status() {
        ConnectionStatuses statuses = new ConnectionStatuses();
        statuses.sql = world.node.sql;
        statuses.clock = world.clock;
        return world.node.inTenant.call(side.tenant(), () -> statuses.of(side.connection()));
    }

    @Test
    void aNewConnectionHasAllItsCallsAndNothingWaits() {
        assertThat(status())
                .isEqualTo(new ConnectionStatus(
                        null,
                        null,
                        0,
                        0,
                        List.of(),
                        StoredHouse.PER_DAY,
                        StoredHouse.PER_DAY,
                        null,
                        new ConnectionStatus.Channel(ConnectionStatus.Channel.State.NO_ADDRESS, null, null, null)));
    }

    @Test
    void anUnknownConnectionIsNotFound() {
        ConnectionStatuses statuses = new ConnectionStatuses();
        statuses.sql = world.node.sql;
        statuses.clock = world.clock;
        assertThatThrownBy(() -> world.node.inTenant.call(side.tenant(), () -> statuses.of(world.node.ids.next())))
                .isInstanceOf(Problem.class);
    }

    @Test
    void whatWaitsAndWhatIsHeldIsCountedAndNamed() {
        world.fill(side, 3, 0);
        world.quiet(side, 1);
        FakeCrm.Stored record = side.crm().all(RemoteKind.ACCOUNT).get(0);
        UUID local = world.local(side, RemoteKind.ACCOUNT, record.id);
        String name = world.ours(side, RemoteKind.ACCOUNT, local).get("name");
        world.edit(side, local, "registration_number", "A");
        side.crm().change(RemoteKind.ACCOUNT, record.id, "Code", "B");
        FakeCrm.Stored bad = side.crm().all(RemoteKind.ACCOUNT).get(1);
        side.crm().change(RemoteKind.ACCOUNT, bad.id, "Name", "x".repeat(600));
        SyncRun run = world.pull(side);
        world.edit(side, world.local(side, RemoteKind.ACCOUNT, bad.id), "phone", "+86 10 7654321");

        ConnectionStatus status = status();
        assertThat(status.lastGoodRunAt()).isEqualTo(run.endedAt());
        assertThat(status.conflicts()).isEqualTo(1);
        assertThat(status.held()).containsExactly(new ConnectionStatus.Cause("VALUE_TOO_LONG", 1));
        assertThat(status.queue())
                .isEqualTo(world.count(side, "select count(*) from sync_outbox where state <> 'DEAD'"))
                .isPositive();

        assertThat(world.node.inTenant.call(side.tenant(), () -> world.node.conflicts.open(side.connection(), 10)))
                .singleElement()
                .returns(name, Conflicts.Conflict::name);
        assertThat(world.held(side))
                .singleElement()
                .returns(side.tenant().key() + " account 1", Quarantine.Entry::name);
        assertThat(world.node.inTenant.call(side.tenant(), () -> world.node.runs.changes(run.id(), 0, 10)))
                .allSatisfy(change ->
                        assertThat(change.name()).startsWith(side.tenant().key()));
    }

    @Test
    void callsOfTheDayAreTakenOffAndAPauseIsTold() {
        world.node.inTenant.run(side.tenant(), () -> world.node.connections.pause(side.connection(), "stock-taking"));
        world.node.house.of(side.tenant(), true).spend(side.connection(), 7);
        world.node.house.of(side.tenant(), true).throttled(side.connection(), Duration.ofMinutes(3));
        ConnectionStatus status = status();
        assertThat(status.pausedReason()).isEqualTo("stock-taking");
        assertThat(status.callsLeft()).isEqualTo(StoredHouse.PER_DAY - 7);
        assertThat(status.throttledUntil()).isEqualTo(world.clock.instant().plus(Duration.ofMinutes(3)));
        world.clock.advance(Duration.ofDays(1));
        assertThat(status().callsLeft()).isEqualTo(StoredHouse.PER_DAY);
        assertThat(status().throttledUntil()).isNull();
    }
}
