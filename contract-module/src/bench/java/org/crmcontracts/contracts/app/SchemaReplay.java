package org.crmcontracts.contracts.app;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A tenant's schema as Flyway builds it, one script after the other. */
final class SchemaReplay {
    private SchemaReplay() {}

    static double millisEach(int count) throws Exception {
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            String name = "replay_" + i;
            try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create role " + name + " nologin noinherit; create schema " + name);
            }
            Flyway.configure()
                    .dataSource(TestPlatform.admin().dataSource())
                    .defaultSchema(name)
                    .createSchemas(false)
                    .locations("classpath:db/tenant")
                    .placeholders(Map.of("tenantRole", name))
                    .outOfOrder(true)
                    .load()
                    .migrate();
        }
        return (System.nanoTime() - began) / 1e6 / count;
    }
}
