package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.registry.Tenant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine on a real database and a CRM in memory: what it does where nothing goes wrong. */
class SyncBasicsSqlIT {
    private static SyncTenants tenants;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-25T08:00:00Z"));
    private final Map<UUID, Crm> crms = new HashMap<>();
    private Node node;
    private Tenant tenant;
    private FakeCrm crm;
    private UUID connection;

    @BeforeAll
    static void provision() {
        tenants = SyncTenants.provision("sync_basics", 1);
    }

    @BeforeEach
    void connect() {
        node = new Node(tenants.app(), clock, crms);
        tenant = tenants.tenants().get(0);
        crm = new FakeCrm(clock);
        connection = node.connect(tenant, crm);
    }

    private SyncRun pull() {
        clock.advance(Duration.ofMinutes(5));
        return node.pulling.pull(tenant, connection);
    }

    private Optional<UUID> local(RemoteKind kind, String externalId) {
        return node.inTenant.call(tenant, () -> Optional.ofNullable(node.links
                        .byExternal(connection, kind, List.of(externalId))
                        .get(externalId))
                .map(Links.Link::localId));
    }

    private Map<String, String> ours(RemoteKind kind, UUID id) {
        return node.inTenant.call(tenant, () -> node.ourRecords
                .locked(connection, kind, List.of(id))
                .get(id)
                .fields());
    }

    private void edit(UUID customer, String column, String value) {
        node.inTenant.run(tenant, () -> {
            node.sql.update(
                    "update customer set version = version + 1, edited_at = ?, " + column + " = ? where id = ?",
                    clock.instant(),
                    value,
                    customer);
            node.outgoing.customerChanged(customer);
        });
    }

    @Test
    void bothSidesChangesMeet() {
        String account = crm.create(RemoteKind.ACCOUNT, Map.of("Name", "Acme", "Phone", "1", "Industry", "i1"));
        crm.create(RemoteKind.CONTACT, Map.of("FullName", "Li Wei", "Account", account, "Mail", "li@acme.example"));
        SyncRun first = pull();
        assertThat(first.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(first.created()).isEqualTo(2);
        UUID customer = local(RemoteKind.ACCOUNT, account).orElseThrow();
        assertThat(ours(RemoteKind.ACCOUNT, customer)).containsEntry("industry", "Banking");

        clock.advance(Duration.ofMinutes(1));
        crm.change(RemoteKind.ACCOUNT, account, "Name", "Acme Ltd");
        edit(customer, "phone", "222");
        SyncRun second = pull();
        assertThat(second.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(ours(RemoteKind.ACCOUNT, customer))
                .containsEntry("name", "Acme Ltd")
                .containsEntry("phone", "222");
        assertThat(crm.get(RemoteKind.ACCOUNT, account).fields)
                .containsEntry("Name", "Acme Ltd")
                .containsEntry("Phone", "222");
        crm.forgetCalls();
        SyncRun quiet = pull();
        assertThat(quiet.updated()).isZero();
        assertThat(crm.calls("write")).isZero();
    }

    @Test
    void aNewCustomerOfOursIsCreatedThere() {
        pull();
        UUID id = node.ids.next();
        node.inTenant.run(tenant, () -> {
            node.sql.update(
                    "insert into customer (id, version, name, phone, created_at, updated_at) values (?, 1, 'Ours', '5', ?, ?)",
                    id,
                    clock.instant(),
                    clock.instant());
            node.outbox.add(connection, RemoteKind.ACCOUNT, List.of(id));
        });
        SyncRun run = pull();
        assertThat(run.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(run.pushed()).isEqualTo(1);
        assertThat(crm.all(RemoteKind.ACCOUNT)).hasSize(1);
        FakeCrm.Stored stored = crm.all(RemoteKind.ACCOUNT).get(0);
        assertThat(stored.reference).isEqualTo(id.toString());
        assertThat(stored.fields).containsEntry("Name", "Ours").containsEntry("Phone", "5");
        SyncRun after = pull();
        assertThat(after.created()).isZero();
        assertThat(after.updated()).isZero();
        assertThat(local(RemoteKind.ACCOUNT, stored.id)).contains(id);
    }

    @Test
    void aDeletedRecordIsMarkedAndComesBackWhenRestored() {
        String account = crm.create(RemoteKind.ACCOUNT, Map.of("Name", "Gone"));
        pull();
        crm.delete(RemoteKind.ACCOUNT, account);
        SyncRun run = pull();
        assertThat(run.deleted()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        crm.get(RemoteKind.ACCOUNT, account).deletedAt = null;
        crm.touch(crm.get(RemoteKind.ACCOUNT, account));
        pull();
        assertThat(node.inTenant.call(tenant, () -> node.links.living(connection, RemoteKind.ACCOUNT)))
                .isEqualTo(1);
    }

    @Test
    void aContactBringsItsAccountAlong() {
        String account = crm.create(RemoteKind.ACCOUNT, Map.of("Name", "Late"));
        crm.create(RemoteKind.CONTACT, Map.of("FullName", "Early", "Account", account));
        crm.get(RemoteKind.ACCOUNT, account).visibleAt =
                clock.instant().plus(Duration.ofMinutes(5).plusSeconds(1));
        crm.script = call -> {
            if (call.equals("read")) {
                clock.advance(Duration.ofSeconds(2));
                crm.get(RemoteKind.ACCOUNT, account).visibleAt = Instant.EPOCH;
            }
        };
        SyncRun run = pull();
        assertThat(run.created()).isEqualTo(2);
        assertThat(run.quarantined()).isZero();
    }
}
