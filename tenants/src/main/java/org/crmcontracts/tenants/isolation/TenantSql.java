package org.crmcontracts.tenants.isolation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SQL on the running transaction's own connection, which is bound to the tenant. For upserts and wide reads, where
 * entities would only be in the way; parameters are always bound, never written into the text.
 */
@ApplicationScoped
public class TenantSql {
    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    private @Nullable Connection own;

    /** For use without a container: on a connection that is bound to the tenant, in the caller's transaction. */
    public static TenantSql over(Connection bound) {
        TenantSql sql = new TenantSql();
        sql.own = bound;
        return sql;
    }

    /** Reads one row; must not move the result set. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** A statement that the database refused, with its SQLSTATE; the transaction may need a savepoint to go on. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(SQLException cause) {
            super(cause);
        }

        /** The five characters of SQLSTATE, or an empty text. */
        public String state() {
            String state = ((SQLException) getCause()).getSQLState();
            return state == null ? "" : state;
        }
    }

    /** Runs an insert, update, delete or savepoint command and returns the number of rows it touched. */
    public int update(String sql, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new Refused(e);
        }
    }

    public <T> List<T> query(String sql, Row<T> row, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row.read(result));
            }
            return rows;
        } catch (SQLException e) {
            throw new Refused(e);
        }
    }

    public <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... parameters) {
        return query(sql, row, parameters).stream().findFirst();
    }

    /** A nullable point in time of a {@code timestamptz} column. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private PreparedStatement prepare(String sql, @Nullable Object... parameters) throws SQLException {
        Connection connection = own == null ? entities.unwrap(Connection.class) : own;
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            statement.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
        return statement;
    }
}
