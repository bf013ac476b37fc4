package org.crmcontracts.contracts.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.crmcontracts.tenants.registry.Clusters;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the database answers and the migrations are done. Names no host and no error text. */
@Readiness
@ApplicationScoped
public class ReadyCheck implements HealthCheck {
    private static final int PATIENCE_SECONDS = 2;

    @Resource(lookup = "java:app/jdbc/platform")
    private DataSource platform;

    @Inject
    private Migrations migrations;

    @Inject
    private Clusters clusters;

    @Override
    public HealthCheckResponse call() {
        boolean database = databaseAnswers();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("crm-contracts")
                .withData("database", database ? "up" : "down")
                .withData("migrations", migrations.state().name());
        // Without another cluster the rest still work: it is named, and the node stays ready.
        clusters.names().stream()
                .skip(1)
                .forEach(name -> answer.withData("cluster." + name, clusters.isReady(name) ? "up" : "down"));
        return answer.status(database && migrations.state() == Migrations.State.DONE)
                .build();
    }

    private boolean databaseAnswers() {
        try (Connection connection = platform.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }
}
