package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/**
 * Writes one page of records and the checkpoint behind it into the running transaction.
 *
 * <p>Each changed record has a savepoint of its own: one that the database refuses goes to quarantine and the page goes
 * on. A record whose fingerprint is known is not written at all.
 */
@ApplicationScoped
class PageWriter {
    @Inject
    TenantSql sql;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** What became of the records of a page. */
    record Counts(int created, int updated, int unchanged, int quarantined) {}

    private record Link(UUID localId, String fingerprint, boolean deleted) {}

    SyncCursor cursor(UUID connection, RemoteKind kind) {
        return sql.first(
                        "select * from sync_cursor where connection_id = ? and kind = ?",
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

    void write(UUID connection, UUID run, RemoteKind kind, List<RemoteRecord> records) {
        Map<String, Link> links = links(connection, kind, records);
        int created = 0;
        int updated = 0;
        int unchanged = 0;
        int quarantined = 0;
        for (RemoteRecord record : records) {
            String fingerprint = Json.sha256Hex(Json.canonical(record.fields()));
            Link link = links.get(record.externalId());
            if (record.problem() != null) {
                quarantine(connection, record, record.problem());
                quarantined++;
                continue;
            }
            if (link != null && !link.deleted() && link.fingerprint().equals(fingerprint)) {
                unchanged++;
                continue;
            }
            Optional<String> refused = apply(connection, record, fingerprint, link);
            if (refused.isPresent()) {
                quarantine(connection, record, refused.get());
                quarantined++;
            } else if (link == null) {
                created++;
            } else {
                updated++;
            }
        }
        count(run, new Counts(created, updated, unchanged, quarantined));
    }

    void tombstone(UUID connection, UUID run, List<RemoteDeletion> deletions) {
        int deleted = 0;
        for (RemoteDeletion deletion : deletions) {
            // Modified after the deletion means: restored from the recycle bin.
            deleted += sql.update(
                    "update customer_link set deleted_at = ? where connection_id = ? and kind = ? and external_id = ?"
                            + " and deleted_at is null and remote_modified_at <= ?",
                    deletion.deletedAt(),
                    connection,
                    deletion.kind().name(),
                    deletion.externalId(),
                    deletion.deletedAt());
        }
        sql.update("update sync_run set deleted = deleted + ? where id = ?", deleted, run);
    }

    private void count(UUID run, Counts counts) {
        sql.update(
                "update sync_run set pages = pages + 1, created = created + ?, updated = updated + ?,"
                        + " unchanged = unchanged + ?, quarantined = quarantined + ? where id = ?",
                counts.created(),
                counts.updated(),
                counts.unchanged(),
                counts.quarantined(),
                run);
    }

    private Map<String, Link> links(UUID connection, RemoteKind kind, List<RemoteRecord> records) {
        Map<String, Link> links = new HashMap<>();
        String[] wanted = records.stream().map(RemoteRecord::externalId).toArray(String[]::new);
        sql.query(
                "select external_id, local_id, fingerprint, deleted_at is not null as deleted from customer_link"
                        + " where connection_id = ? and kind = ? and external_id = any (?)",
                row -> links.put(
                        row.getString("external_id"),
                        new Link(
                                row.getObject("local_id", UUID.class),
                                row.getString("fingerprint"),
                                row.getBoolean("deleted"))),
                connection,
                kind.name(),
                wanted);
        return links;
    }

    private Optional<String> apply(UUID connection, RemoteRecord record, String fingerprint, @Nullable Link link) {
        Map<String, String> fields = record.fields();
        String name = fields.getOrDefault("name", "").strip();
        if (name.isEmpty()) {
            return Optional.of("NAME_MISSING");
        }
        UUID customer = null;
        if (record.kind() == RemoteKind.CONTACT) {
            customer = customerOf(connection, fields.get("account"));
            if (customer == null) {
                return Optional.of("ACCOUNT_UNKNOWN");
            }
        }
        UUID local = link == null ? ids.next() : link.localId();
        sql.update("savepoint one_record");
        try {
            if (customer == null) {
                writeCustomer(local, name, fields);
            } else {
                writeContact(local, customer, name, fields);
            }
            writeLink(connection, record, fingerprint, local);
            sql.update("release savepoint one_record");
            return Optional.empty();
        } catch (TenantSql.Refused e) {
            sql.update("rollback to savepoint one_record");
            return Optional.of(code(e));
        }
    }

    /** Only what concerns the record's own values; anything else must fail the page, not the record. */
    private static String code(TenantSql.Refused refused) {
        return switch (refused.state()) {
            case "23514", "22001" -> "VALUE_TOO_LONG";
            case "22021", "22P05" -> "VALUE_NOT_TEXT";
            default -> throw refused;
        };
    }

    private void writeCustomer(UUID id, String name, Map<String, String> fields) {
        Instant now = clock.instant();
        sql.update(
                """
                insert into customer (id, version, name, registration_number, phone, website, industry, address, owner_name,
                                      created_at, updated_at)
                values (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do update
                   set version = customer.version + 1, name = excluded.name,
                       registration_number = excluded.registration_number, phone = excluded.phone,
                       website = excluded.website, industry = excluded.industry, address = excluded.address,
                       owner_name = excluded.owner_name, updated_at = excluded.updated_at
                """,
                id,
                name,
                fields.get("registrationNumber"),
                fields.get("phone"),
                fields.get("website"),
                fields.get("industry"),
                fields.get("address"),
                fields.get("ownerName"),
                now,
                now);
    }

    private void writeContact(UUID id, UUID customer, String name, Map<String, String> fields) {
        sql.update(
                """
                insert into contact (id, customer_id, name, email, phone, title, updated_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do update
                   set customer_id = excluded.customer_id, name = excluded.name, email = excluded.email,
                       phone = excluded.phone, title = excluded.title, updated_at = excluded.updated_at
                """,
                id,
                customer,
                name,
                fields.get("email"),
                fields.get("phone"),
                fields.get("title"),
                clock.instant());
    }

    private void writeLink(UUID connection, RemoteRecord record, String fingerprint, UUID local) {
        sql.update(
                """
                insert into customer_link (connection_id, kind, external_id, local_id, fingerprint, remote_modified_at,
                                           synced_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (connection_id, kind, external_id) do update
                   set fingerprint = excluded.fingerprint, remote_modified_at = excluded.remote_modified_at,
                       synced_at = excluded.synced_at, deleted_at = null
                """,
                connection,
                record.kind().name(),
                record.externalId(),
                local,
                fingerprint,
                record.modifiedAt(),
                clock.instant());
        sql.update(
                "delete from sync_quarantine where connection_id = ? and kind = ? and external_id = ?",
                connection,
                record.kind().name(),
                record.externalId());
    }

    private @Nullable UUID customerOf(UUID connection, @Nullable String accountExternalId) {
        if (accountExternalId == null) {
            return null;
        }
        return sql.first(
                        "select local_id from customer_link where connection_id = ? and kind = 'ACCOUNT' and external_id = ?",
                        row -> row.getObject(1, UUID.class),
                        connection,
                        accountExternalId)
                .orElse(null);
    }

    private void quarantine(UUID connection, RemoteRecord record, String code) {
        Instant now = clock.instant();
        sql.update(
                """
                insert into sync_quarantine (connection_id, kind, external_id, code, first_seen, last_seen)
                values (?, ?, ?, ?, ?, ?)
                on conflict (connection_id, kind, external_id) do update
                   set code = excluded.code, last_seen = excluded.last_seen, tries = sync_quarantine.tries + 1
                """,
                connection,
                record.kind().name(),
                record.externalId(),
                code,
                now,
                now);
    }
}
