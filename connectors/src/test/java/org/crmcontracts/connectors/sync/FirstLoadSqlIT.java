package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmTraits;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.crmcontracts.tenants.isolation.TenantBinding;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** A first load beside a bare COPY and upsert of the same rows; {@code sync.load} tells how many. */
class FirstLoadSqlIT {
    private static final int SIZE = Integer.getInteger("sync.load", 2_000);
    private static final System.Logger LOG = System.getLogger(FirstLoadSqlIT.class.getName());

    /** A CRM that only lists, and makes up its records as it is asked. */
    private record Lister(int size, int pageSize) implements Crm {
        private static final Instant START = Instant.parse("2026-11-25T07:00:00Z");

        @Override
        public CrmTraits traits() {
            return new CrmTraits(100, true, false, true, true, Duration.ofMinutes(1), Duration.ofSeconds(1));
        }

        @Override
        public List<RemoteField> describe(RemoteKind kind) {
            return kind == RemoteKind.ACCOUNT
                    ? FakeCrm.fields("Name", "Code", "Phone", "Site", "Industry", "Addr", "Owner")
                    : FakeCrm.fields("Account", "FullName", "Mail", "Tel", "Job");
        }

        @Override
        public RemotePage pull(PullRequest request) {
            if (request.kind() != RemoteKind.ACCOUNT) {
                return new RemotePage(List.of(), null, 0L);
            }
            int from = request.pageToken() == null ? 0 : Integer.parseInt(request.pageToken());
            List<RemoteRecord> records = new ArrayList<>();
            for (int i = from; i < Math.min(size, from + pageSize); i++) {
                records.add(new RemoteRecord(RemoteKind.ACCOUNT, "A" + i, "1", START.plusMillis(i), fields(i), null));
            }
            int next = from + pageSize;
            return new RemotePage(records, next < size ? String.valueOf(next) : null, (long) size);
        }

        static Map<String, String> fields(int i) {
            return Map.of(
                    "Name", "Customer " + i,
                    "Phone", "+86 10 " + (10_000_000 + i),
                    "Site", "https://c" + i + ".example",
                    "Industry", "Trade",
                    "Addr", i + " Long Road, Some Town");
        }

        @Override
        public List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since) {
            return List.of();
        }

        @Override
        public List<RemoteRecord> read(RemoteKind kind, Set<String> externalIds, Set<String> fields) {
            return List.of();
        }

        @Override
        public List<RemoteRecord> findByReference(RemoteKind kind, String reference, Set<String> fields) {
            return List.of();
        }

        @Override
        public List<WriteOutcome> write(RemoteKind kind, List<RemoteChange> changes) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void everyRecordOfAFirstLoadIsThere() throws Exception {
        SyncTenants tenants = SyncTenants.provision("sync_load", 2);
        World world = new World(tenants, 1);
        Tenant tenant = tenants.tenants().get(0);
        UUID connection = world.node.connect(tenant, new Lister(SIZE, 200));
        long begun = System.nanoTime();
        SyncRun run = world.node.pulling.pull(tenant, connection);
        Duration ours = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(run.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(run.created()).isEqualTo(SIZE);
        assertThat(world.count(world.only(), "select count(*) from customer")).isEqualTo(SIZE);
        Duration bare = bare(tenants);
        LOG.log(
                System.Logger.Level.INFO,
                "{0} customers: {1} ms by the sync, {2} ms by COPY and upsert",
                SIZE,
                ours.toMillis(),
                bare.toMillis());
    }

    /** The same pages into customer and link, with nothing decided, checked or kept beside. */
    private static Duration bare(SyncTenants tenants) throws Exception {
        Tenant tenant = tenants.tenants().get(1);
        long begun = System.nanoTime();
        try (Connection connection = tenants.app().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            TenantBinding.bind(connection, tenant);
            UUID crm = UUID.fromString("01890000-0000-7000-8000-000000000001");
            statement.execute("insert into crm_connection (id, provider, name, state, accounts_url, api_url, client_id,"
                    + " client_secret_sealed, refresh_token_sealed, created_at) values ('" + crm
                    + "', 'x', 'x', 'ACTIVE', '', '', '', '', '', now())");
            connection.commit();
            for (int from = 0; from < SIZE; from += 200) {
                TenantBinding.bind(connection, tenant);
                statement.execute("create temporary table page (id uuid, ext text, name text, phone text, site text,"
                        + " industry text, address text) on commit drop");
                StringBuilder rows = new StringBuilder();
                for (int i = from; i < Math.min(SIZE, from + 200); i++) {
                    Map<String, String> fields = Lister.fields(i);
                    rows.append(String.format("01890000-0000-7000-8001-%012d", i))
                            .append("\tA")
                            .append(i);
                    for (String field : List.of("Name", "Phone", "Site", "Industry", "Addr")) {
                        rows.append('\t').append(fields.get(field));
                    }
                    rows.append('\n');
                }
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy page from stdin", new StringReader(rows.toString()));
                statement.execute(
                        "insert into customer (id, version, name, phone, website, industry, address, created_at,"
                                + " updated_at) select id, 1, name, phone, site, industry, address, now(), now() from page"
                                + " on conflict (id) do update set name = excluded.name");
                statement.execute("insert into customer_link (connection_id, kind, external_id, local_id, fingerprint,"
                        + " remote_modified_at, synced_at) select '" + crm
                        + "', 'ACCOUNT', ext, id, md5(page::text), now(), now() from page"
                        + " on conflict (connection_id, kind, external_id) do update set fingerprint ="
                        + " excluded.fingerprint");
                connection.commit();
            }
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
