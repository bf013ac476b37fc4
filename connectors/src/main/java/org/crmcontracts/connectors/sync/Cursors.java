package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.isolation.TenantSql;

/** How far each kind of record of a connection has been read. Callers bring the transaction. */
@ApplicationScoped
class Cursors {
    private static final String COLUMNS = "committed_hwm, in_window, window_since, window_hwm, page_token";

    @Inject
    TenantSql sql;

    SyncCursor of(UUID connection, RemoteKind kind) {
        return sql.first(
                        "select " + COLUMNS + " from sync_cursor where connection_id = ? and kind = ?",
                        row -> new SyncCursor(
                                TenantSql.instant(row, "committed_hwm"),
                                row.getBoolean("in_window"),
                                TenantSql.instant(row, "window_since"),
                                TenantSql.instant(row, "window_hwm"),
                                row.getString("page_token")),
                        connection,
                        kind.name())
                .orElse(SyncCursor.START);
    }

    void save(UUID connection, RemoteKind kind, SyncCursor cursor) {
        sql.update(
                """
                insert into sync_cursor (connection_id, kind, committed_hwm, in_window, window_since, window_hwm, page_token)
                values (?, ?, ?::timestamptz, ?, ?::timestamptz, ?::timestamptz, ?)
                on conflict (connection_id, kind) do update
                   set committed_hwm = excluded.committed_hwm, in_window = excluded.in_window,
                       window_since = excluded.window_since, window_hwm = excluded.window_hwm,
                       page_token = excluded.page_token
                """,
                connection,
                kind.name(),
                cursor.committed(),
                cursor.inWindow(),
                cursor.since(),
                cursor.windowHighest(),
                cursor.pageToken());
    }
}
