package org.crmcontracts.contracts.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.crmcontracts.tenants.testing.Tokens;
import org.junit.jupiter.api.Test;

/** Connections for tenants end at the age that is set, under load and without a failed request, on each server. */
class ConnectionAgeIT {
    private static final String OLDEST = "select extract(epoch from max(clock_timestamp() - backend_start))"
            + " from pg_stat_activity where application_name = 'crm-contracts-tenants'"
            + " and clock_timestamp() - state_change < interval '3 seconds'";
    private static final int SECONDS = 10;

    private final Tokens host = new Tokens();

    @Test
    void oldConnectionsAreClosedWhileRequestsGoOn() throws Exception {
        try (EmbeddedPostgres east = EmbeddedPostgres.start();
                ProductProcess product = start(east)) {
            ApiClient operator = new ApiClient(product.base, TestPlatform.operatorToken("operator"), "en");
            Awaiting.within(Awaiting.LONG, "ready", () -> operator.get("/platform/clusters")
                    .text()
                    .matches("(?s).*\"UP\".*\"UP\".*"));
            ApiClient atHome = tenant(product, operator, "home");
            ApiClient inTheEast = tenant(product, operator, "east");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (System.nanoTime() < end) {
                atHome.get("/contracts").expect(200);
                inTheEast.get("/contracts").expect(200);
            }
            // One that lay idle is closed only after its next use.
            Awaiting.within(Awaiting.LONG, "no old connection is in use", () -> {
                atHome.get("/contracts").expect(200);
                inTheEast.get("/contracts").expect(200);
                return oldest(EmbeddedDatabase.admin("postgres")) < SECONDS / 2.0
                        && oldest(east.getPostgresDatabase()) < SECONDS / 2.0;
            });
        }
    }

    private static ProductProcess start(EmbeddedPostgres east) throws Exception {
        Map<String, String> settings = new HashMap<>();
        for (String name : List.of("DB_URL", "DB_USER", "secrets.keyset", "platform.issuer", "platform.jwks")) {
            settings.put(name, System.getProperty(name));
        }
        settings.put("DB_PASSWORD", "");
        settings.put("clusters", "east");
        settings.put("cluster.east.url", east.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*", ""));
        settings.put("cluster.east.admin.user", "postgres");
        settings.put("cluster.east.admin.password", "");
        settings.put("db.app.connection-seconds", "1");
        return ProductProcess.start(settings, "CRM Contracts answers at");
    }

    private ApiClient tenant(ProductProcess product, ApiClient operator, String cluster) throws Exception {
        String key = "age-" + Long.toString(System.nanoTime(), 36);
        String issuer = "https://" + key;
        Map<String, Object> trust = Map.of(
                "issuer",
                issuer,
                "audience",
                TestTenant.AUDIENCE,
                "jwks",
                Json.mapper().readValue(host.jwksJson(), Map.class),
                "allowedOrigins",
                List.of());
        Map<String, Object> request = Map.of(
                "name", "Old Ltd",
                "locale", "en",
                "timeZone", "UTC",
                "currency", "EUR",
                "issuer", trust,
                "cluster", cluster);
        operator.put("/platform/tenants/" + key, request, null).expect(201);
        return new ApiClient(product.base, host.mint(issuer, TestTenant.AUDIENCE, "u", "Uma", List.of("sales")), "en");
    }

    private static double oldest(DataSource server) {
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OLDEST)) {
            row.next();
            return row.getObject(1) == null ? Double.MAX_VALUE : row.getDouble(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
