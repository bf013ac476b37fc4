package org.crmcontracts.tenants.isolation;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmcontracts.tenants.registry.Clusters;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Tries, as the current tenant, what the database must refuse, and shows each refusal. Changes nothing, also where an
 * attempt succeeds: each is undone.
 */
@ApplicationScoped
public class IsolationCheck {
    /** PostgreSQL, appendix A: insufficient_privilege. Another error would prove nothing. */
    private static final String REFUSED = "42501";

    private static final String ANOTHER_SCHEMA =
            "select quote_ident(nspname) from pg_namespace where nspname like 't\\_%' and nspname <> current_schema()"
                    + " order by nspname limit 1";

    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    @Resource
    TransactionSynchronizationRegistry transactions;

    @Inject
    Clusters clusters;

    /** What is tried. */
    public enum Attempt {
        /** To read a table of another tenant. */
        READ_ANOTHER_TENANT("select count(*) from %s.audit_event"),
        /** To read who the other tenants are. */
        READ_PLATFORM("select count(*) from platform.tenant"),
        /** To read the hashes of the database's passwords. */
        READ_PASSWORDS("select rolpassword from pg_catalog.pg_authid limit 1"),
        /** To read a file of the database server. */
        READ_SERVER_FILE("select pg_catalog.pg_read_file('postgresql.conf', 0, 1)"),
        /** To change an audit event of the own past. */
        CHANGE_THE_PAST("update audit_event set actor_name = actor_name where false"),
        /** To delete an audit event. */
        DELETE_THE_PAST("delete from audit_event where false"),
        /** To add a table of one's own. */
        CHANGE_TABLES("create table intruder (n int)"),
        /** To read the tenant's own table over a connection that no tenant was bound to. */
        READ_WITHOUT_TENANT("select count(*) from %s.audit_event");

        private final String sql;

        Attempt(String sql) {
            this.sql = sql;
        }
    }

    /**
     * The outcome of one attempt.
     *
     * @param statement what was sent, with another tenant's schema name left out
     * @param sqlState the database's answer, null if it allowed the statement
     */
    public record Finding(Attempt attempt, String statement, boolean refused, @Nullable String sqlState) {}

    /** All attempts that this installation can make; needs the tenant's transaction. */
    public List<Finding> run() {
        Tenant tenant = TenantBinding.pin(transactions);
        Connection bound = entities.unwrap(Connection.class);
        List<Finding> findings = new ArrayList<>();
        try {
            Optional<String> another = anotherSchema(bound);
            for (Attempt attempt : Attempt.values()) {
                if (attempt == Attempt.READ_WITHOUT_TENANT) {
                    findings.add(unbound(attempt, tenant));
                } else if (attempt != Attempt.READ_ANOTHER_TENANT) {
                    findings.add(tryIn(bound, attempt, attempt.sql, attempt.sql));
                } else if (another.isPresent()) {
                    findings.add(tryIn(
                            bound,
                            attempt,
                            String.format(attempt.sql, another.get()),
                            String.format(attempt.sql, "<another tenant>")));
                }
            }
            return findings;
        } catch (SQLException e) {
            throw new IllegalStateException("the isolation could not be checked", e);
        }
    }

    private Finding unbound(Attempt attempt, Tenant tenant) throws SQLException {
        try (Connection connection = clusters.unbound(tenant.cluster()).getConnection()) {
            connection.setAutoCommit(false);
            try {
                return tryIn(
                        connection,
                        attempt,
                        String.format(attempt.sql, '"' + tenant.schemaName() + '"'),
                        String.format(attempt.sql, "<own tenant>"));
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static Finding tryIn(Connection connection, Attempt attempt, String sql, String shown) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return new Finding(attempt, shown, false, null);
        } catch (SQLException e) {
            return new Finding(attempt, shown, REFUSED.equals(e.getSQLState()), e.getSQLState());
        } finally {
            connection.rollback(before);
        }
    }

    private static Optional<String> anotherSchema(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(ANOTHER_SCHEMA)) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }
}
