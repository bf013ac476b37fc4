package org.crmcontracts.tenants.provisioning;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.identity.Operator;
import org.jspecify.annotations.Nullable;

/** What operators did to tenants; each row stands in the transaction of what it tells of. */
final class Operations {
    private Operations() {}

    static void record(
            Connection connection, Operator by, String action, UUID tenant, String key, @Nullable String reason)
            throws SQLException {
        AdminSql.update(
                connection,
                "insert into platform.operation (id, actor_id, actor_name, action, tenant_id, tenant_key, reason)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                new Ids().next(),
                by.userId(),
                by.name(),
                action,
                tenant,
                key,
                reason);
    }

    /** Runs the work and commits it; any exception undoes it. */
    static <T> T inTransaction(AdminDatabase database, Provisioning.Work<T> work) {
        return database.registry().work(connection -> {
            connection.setAutoCommit(false);
            T result = work.with(connection);
            connection.commit();
            return result;
        });
    }
}
