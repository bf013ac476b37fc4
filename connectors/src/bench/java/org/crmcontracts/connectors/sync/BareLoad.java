package org.crmcontracts.connectors.sync;

import java.io.StringReader;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.isolation.TenantBinding;
import org.crmcontracts.tenants.registry.Tenant;
import org.postgresql.PGConnection;

/** The same pages into customer and link by COPY and upsert, with nothing decided, checked or kept beside. */
final class BareLoad {
    private BareLoad() {}

    static void load(SyncTenants tenants, Tenant tenant, int size) throws Exception {
        try (Connection connection = tenants.app().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            TenantBinding.bind(connection, tenant);
            UUID crm = UUID.fromString("01890000-0000-7000-8000-000000000001");
            statement.execute("insert into crm_connection (id, provider, name, state, accounts_url, api_url, client_id,"
                    + " client_secret_sealed, refresh_token_sealed, created_at) values ('" + crm
                    + "', 'x', 'x', 'ACTIVE', '', '', '', '', '', now())");
            connection.commit();
            for (int from = 0; from < size; from += ListingCrm.PAGE) {
                TenantBinding.bind(connection, tenant);
                statement.execute("create temporary table page (id uuid, ext text, name text, phone text, site text,"
                        + " industry text, address text) on commit drop");
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy page from stdin", new StringReader(rows(from, size)));
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
    }

    private static String rows(int from, int size) {
        StringBuilder rows = new StringBuilder();
        for (int i = from; i < Math.min(size, from + ListingCrm.PAGE); i++) {
            Map<String, String> fields = ListingCrm.fields(i, 0);
            rows.append(String.format("01890000-0000-7000-8001-%012d", i))
                    .append("\tA")
                    .append(i);
            for (String field : List.of("Name", "Phone", "Site", "Industry", "Addr")) {
                rows.append('\t').append(fields.get(field));
            }
            rows.append('\n');
        }
        return rows.toString();
    }
}
