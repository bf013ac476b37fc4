package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/**
 * Deletions that were too many to be followed without a person's leave; what the CRM shows again meanwhile is none any
 * more. Callers bring the transaction.
 */
@ApplicationScoped
public class StoppedDeletions {
    private static final String LIVING =
            " from sync_stopped_deletion s join customer_link l using (connection_id, kind,"
                    + " external_id) where s.connection_id = ? and l.deleted_at is null";

    @Inject
    TenantSql sql;

    /**
     * One record of ours that the CRM no longer lists.
     *
     * @param name of our record
     */
    public record Entry(RemoteKind kind, String externalId, UUID localId, @Nullable String name) {}

    /** Keeps what stopped a run, in place of what stopped one before. */
    void put(UUID connection, UUID run, RemoteKind kind, Collection<String> externalIds) {
        clear(connection);
        sql.update(
                "insert into sync_stopped_deletion (connection_id, kind, external_id, run_id) select ?, ?, id, ? from"
                        + " unnest(?::text[]) id on conflict do nothing",
                connection,
                kind.name(),
                run,
                externalIds.toArray(String[]::new));
    }

    public void clear(UUID connection) {
        sql.update("delete from sync_stopped_deletion where connection_id = ?", connection);
    }

    /** How many records a person has to decide on. */
    public int count(UUID connection) {
        return sql.first("select count(*)" + LIVING, row -> row.getInt(1), connection)
                .orElse(0);
    }

    /**
     * In the order of the CRM's ids, which are of one kind.
     *
     * @param after the id behind which the page begins; empty for the first one
     */
    public List<Entry> of(UUID connection, String after, int limit) {
        return sql.query(
                "select kind, external_id, local_id, " + Links.NAME + LIVING
                        + " and external_id > ? order by external_id limit ?",
                row -> new Entry(
                        RemoteKind.valueOf(row.getString("kind")),
                        row.getString("external_id"),
                        row.getObject("local_id", UUID.class),
                        row.getString("name")),
                connection,
                after,
                limit);
    }
}
