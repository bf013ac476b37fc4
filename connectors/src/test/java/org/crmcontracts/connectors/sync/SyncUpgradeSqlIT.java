package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.mapping.FieldRule;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.provisioning.Provisioning;
import org.crmcontracts.tenants.provisioning.SchemaMigration;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A run that the first version began and this one ends (F24). The old node is played by its own statements on its own
 * schema: it knew neither what both sides held last nor anything that goes out.
 */
class SyncUpgradeSqlIT extends Seeded {
    private static final String DATABASE = "sync_upgrade";
    /** The first version's last script. */
    private static final String OLD = "202611230200";

    private static final int PAGE = 10;
    private static SyncTenants tenants;

    private DataSource admin;
    private Provisioning provisioning;
    private World world;

    @BeforeEach
    void goBack() throws SQLException {
        if (tenants == null) {
            tenants = SyncTenants.provision(DATABASE, 3);
        }
        admin = EmbeddedDatabase.admin(DATABASE);
        provisioning = new Provisioning(admin, DATABASE + "_app");
        for (Tenant tenant : tenants.tenants()) {
            try (Connection connection = admin.getConnection();
                    Statement statement = connection.createStatement()) {
                String name = statement.enquoteIdentifier(tenant.schemaName(), true);
                statement.execute("drop schema " + name + " cascade");
                statement.execute("create schema " + name);
                statement.execute("grant usage on schema " + name + " to " + name);
                statement.execute("update platform.tenant set schema_version = null");
            }
            Flyway.configure()
                    .dataSource(admin)
                    .defaultSchema(tenant.schemaName())
                    .schemas(tenant.schemaName())
                    .createSchemas(false)
                    .locations("classpath:db/tenant")
                    .placeholders(Map.of("tenantRole", '"' + tenant.roleName() + '"'))
                    .target(OLD)
                    .load()
                    .migrate();
        }
        world = new World(tenants, 0);
        for (Tenant tenant : tenants.tenants()) {
            FakeCrm crm = new FakeCrm(world.clock);
            crm.pageSize = PAGE;
            UUID connection = world.node.ids.next();
            World.Side side = new World.Side(tenant, crm, connection);
            world.sides.add(side);
            world.crms.put(connection, crm);
            world.fill(side, 6 * PAGE, 0);
            world.node.inTenant.run(
                    tenant,
                    () -> world.node.sql.update(
                            "insert into crm_connection (id, provider, name, state, accounts_url, api_url, client_id,"
                                    + " client_secret_sealed, refresh_token_sealed, created_at) values (?, 'fake', 'Fake',"
                                    + " 'ACTIVE', 'https://crm.example', 'https://crm.example', '', ?, ?, ?)",
                            connection,
                            world.node.connections.vault.seal(
                                    tenant, Connections.context(connection, Connections.CLIENT_SECRET), "s"),
                            world.node.connections.vault.seal(
                                    tenant, Connections.context(connection, Connections.REFRESH_TOKEN), "r"),
                            world.clock.instant()));
        }
    }

    private void upgrade() {
        assertThat(new SchemaMigration(provisioning).run(2)).hasSize(3).allMatch(outcome -> outcome.fault() == null);
    }

    /** The old node takes the lease and dies behind so many pages. */
    private void oldNodeReads(World.Side side, int pages) {
        world.node.inTenant.run(side.tenant(), () -> {
            world.node.sql.update(
                    "update crm_connection set lease_until = ?, fence = fence + 1 where id = ?",
                    world.clock.instant().plus(Connections.LEASE),
                    side.connection());
            world.node.sql.update(
                    "insert into sync_run (id, connection_id, kind, outcome, started_at) values (?, ?, 'PULL', 'RUNNING',"
                            + " ?)",
                    world.node.ids.next(),
                    side.connection(),
                    world.clock.instant());
        });
        String token = null;
        for (int i = 0; i < pages; i++) {
            RemotePage page = side.crm().pull(new PullRequest(RemoteKind.ACCOUNT, null, token, Set.of()));
            token = page.nextPageToken();
            String next = token;
            world.node.inTenant.run(side.tenant(), () -> {
                page.records().forEach(record -> oldNodeWrites(side, record, world.node.ids.next()));
                world.node.sql.update(
                        "insert into sync_cursor (connection_id, kind, committed_hwm, in_window, page_token) values (?,"
                                + " 'ACCOUNT', ?::timestamptz, ?, ?) on conflict (connection_id, kind) do update set"
                                + " committed_hwm = excluded.committed_hwm, in_window = excluded.in_window, page_token ="
                                + " excluded.page_token",
                        side.connection(),
                        next == null ? world.clock.instant() : null,
                        next != null,
                        next);
            });
        }
    }

    private void oldNodeWrites(World.Side side, RemoteRecord record, UUID id) {
        List<FieldRule> rules = FakeCrm.MAPPING.stream().map(FieldRule::of).toList();
        Map<String, String> ours = new FieldMap(RemoteKind.ACCOUNT, rules, side.crm().accountFields)
                .take(record.fields())
                .fields();
        world.node.sql.update(
                """
                insert into customer (id, version, name, phone, website, industry, address, created_at, updated_at)
                values (?, 1, ?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do update
                   set version = customer.version + 1, name = excluded.name, phone = excluded.phone,
                       website = excluded.website, industry = excluded.industry, address = excluded.address,
                       updated_at = excluded.updated_at
                """,
                id,
                ours.get("name"),
                ours.get("phone"),
                ours.get("website"),
                ours.get("industry"),
                ours.get("address"),
                world.clock.instant(),
                world.clock.instant());
        world.node.sql.update(
                """
                insert into customer_link (connection_id, kind, external_id, local_id, fingerprint, remote_modified_at,
                                           synced_at)
                values (?, 'ACCOUNT', ?, ?, ?, ?, ?)
                on conflict (connection_id, kind, external_id) do update
                   set fingerprint = excluded.fingerprint, remote_modified_at = excluded.remote_modified_at,
                       synced_at = excluded.synced_at, deleted_at = null
                """,
                side.connection(),
                record.externalId(),
                id,
                Json.sha256Hex(Json.canonical(ours)),
                record.modifiedAt(),
                world.clock.instant());
    }

    private FakeCrm.Stored record(World.Side side, int index) {
        return side.crm().all(RemoteKind.ACCOUNT).get(index);
    }

    private UUID local(World.Side side, int index) {
        return world.local(side, RemoteKind.ACCOUNT, record(side, index).id);
    }

    @Test
    void aRunThatTheOldVersionBeganIsContinuedF24() {
        world.sides.forEach(side -> oldNodeReads(side, 4));
        upgrade();
        world.clock.advance(Connections.LEASE.plusSeconds(1));
        for (World.Side side : world.sides) {
            side.crm().forgetCalls();
            SyncRun run = world.node.pulling.pull(side.tenant(), side.connection());
            assertThat(run.outcome()).isEqualTo(SyncRun.Outcome.DONE);
            assertThat(run.created()).isEqualTo(2 * PAGE);
            assertThat(side.crm().calls("pull"))
                    .as("two pages of accounts, one of contacts")
                    .isEqualTo(3);
            assertThat(world.count(side, "select count(*) from sync_run where problem_code = 'INTERRUPTED'"))
                    .isEqualTo(1);
            world.quiet(side, 2);
            world.assertConverged(side);
        }
    }

    /** What the old version linked has no agreed values; each side's change reaches the other all the same. */
    @Test
    void whatTheOldVersionLinkedIsKeptInStepBothWaysF24() {
        world.sides.forEach(side -> oldNodeReads(side, 6));
        upgrade();
        world.clock.advance(Duration.ofHours(1));
        for (boolean locks : new boolean[] {true, false}) {
            for (World.Side side : world.sides) {
                side.crm().traits = World.traits(locks, true, false);
                int from = locks ? 0 : 10;
                world.edit(side, local(side, from), "phone", "+49 30 1");
                world.edit(side, local(side, from + 1), "address", "Road " + from);
                side.crm().change(RemoteKind.ACCOUNT, record(side, from + 2).id, "Phone", "+49 30 2");
                // As the job does soon after an edit; what changed there is pulled at its turn.
                world.node.pushing.push(side.tenant(), side.connection());
                world.quiet(side, 2);
                assertThat(record(side, from).fields).containsEntry("Phone", "+49 30 1");
                assertThat(record(side, from + 1).fields).containsEntry("Addr", "Road " + from);
                assertThat(world.ours(side, RemoteKind.ACCOUNT, local(side, from + 2)))
                        .containsEntry("phone", "+49 30 2");
                world.assertConverged(side);
                assertThat(world.count(side, "select count(*) from sync_conflict"))
                        .isZero();
            }
        }
    }

    /** A node of the old version that still works takes a change; the new one goes on behind it. */
    @Test
    void bothVersionsTakeTurnsF24() {
        world.sides.forEach(side -> oldNodeReads(side, 2));
        upgrade();
        world.clock.advance(Duration.ofHours(1));
        for (World.Side side : world.sides) {
            world.quiet(side, 1);
            for (int i = 0; i < 10; i++) {
                String id = record(side, i).id;
                UUID ours = local(side, i);
                side.crm().change(RemoteKind.ACCOUNT, id, "Addr", "Road " + i);
                RemoteRecord shown = side.crm()
                        .read(RemoteKind.ACCOUNT, Set.of(id), Set.of())
                        .get(0);
                world.node.inTenant.run(side.tenant(), () -> oldNodeWrites(side, shown, ours));
            }
            world.quiet(side, 2);
            world.assertConverged(side);
            side.crm().change(RemoteKind.ACCOUNT, record(side, 0).id, "Addr", "Lane");
            world.edit(side, local(side, 1), "address", "Alley");
            world.quiet(side, 2);
            assertThat(record(side, 1).fields).containsEntry("Addr", "Alley");
            world.assertConverged(side);
            assertThat(world.count(side, "select count(*) from sync_conflict")).isZero();
        }
    }
}
