package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.isolation.TenantSql;

/**
 * Which records a CRM has told to have changed, until they are read again: one row for a record, however often it was
 * told. And contacts that were left out with their account, until that account comes in. Callers bring the transaction.
 */
@ApplicationScoped
public class Hints {
    /** Beyond so many that wait, the next pull reads them in fewer calls. */
    static final int MOST = 5_000;

    /** Longer than any id of the three CRMs; what is longer names no record. */
    private static final int LONGEST_ID = 100;

    /** After that a repeated message is read again, which does no harm. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    @Inject
    TenantSql sql;

    @Inject
    Clock clock;

    /** @param times how often it was told so far */
    record Hint(String externalId, int times) {}

    /** Whether the very same message has come within the last hour; remembers it if not. */
    public boolean isRepeated(UUID connection, byte[] message) {
        return sql.update(
                        "insert into sync_notice (connection_id, digest, taken_at) values (?, ?, ?)"
                                + " on conflict (connection_id, digest) do nothing",
                        connection,
                        Json.sha256Hex(new String(message, StandardCharsets.ISO_8859_1)),
                        clock.instant())
                == 0;
    }

    /**
     * Adds what a notice names; users of the CRM are left to the next pull.
     *
     * @return false if so many wait already that a pull is the better way
     */
    public boolean add(UUID connection, Map<RemoteKind, Set<String>> changed) {
        for (RemoteKind kind : SyncSessions.KINDS) {
            List<String> ids = changed.getOrDefault(kind, Set.of()).stream()
                    .filter(id -> !id.isBlank() && id.length() <= LONGEST_ID)
                    .sorted()
                    .toList();
            if (ids.isEmpty()) {
                continue;
            }
            if (waiting(connection) + ids.size() > MOST) {
                return false;
            }
            sql.update(
                    "insert into sync_hint (connection_id, kind, external_id, hinted_at)"
                            + " select ?, ?, id, ? from unnest(?::text[]) as id"
                            + " on conflict (connection_id, kind, external_id)"
                            + " do update set times = sync_hint.times + 1, behind = null",
                    connection,
                    kind.name(),
                    clock.instant(),
                    ids.toArray(String[]::new));
        }
        return true;
    }

    long waiting(UUID connection) {
        return sql.first(
                        "select count(*) from sync_hint where connection_id = ? and behind is null",
                        row -> row.getLong(1),
                        connection)
                .orElse(0L);
    }

    /** Those that wait longest. */
    List<Hint> next(UUID connection, RemoteKind kind, int most) {
        return sql.query(
                "select external_id, times from sync_hint where connection_id = ? and kind = ? and behind is null"
                        + " order by hinted_at, external_id limit ?",
                row -> new Hint(row.getString("external_id"), row.getInt("times")),
                connection,
                kind.name(),
                most);
    }

    /** Lets go what has been read, unless it was told again meanwhile. */
    void done(UUID connection, RemoteKind kind, Collection<Hint> read) {
        List<String> ids = new ArrayList<>();
        List<Integer> times = new ArrayList<>();
        read.forEach(hint -> {
            ids.add(hint.externalId());
            times.add(hint.times());
        });
        sql.update(
                "delete from sync_hint h using unnest(?::text[], ?::int[]) as v (external_id, times)"
                        + " where h.connection_id = ? and h.kind = ? and h.external_id = v.external_id"
                        + " and h.times = v.times and h.behind is null",
                ids.toArray(String[]::new),
                times.toArray(Integer[]::new),
                connection,
                kind.name());
    }

    /**
     * Remembers records that were left out because of another one.
     *
     * @param behind the CRM's ids of the accounts by those of the records
     */
    void standBehind(UUID connection, RemoteKind kind, Map<String, String> behind) {
        if (behind.isEmpty()) {
            return;
        }
        List<String> ids = new ArrayList<>();
        List<String> accounts = new ArrayList<>();
        new TreeMap<>(behind).forEach((id, account) -> {
            if (id.length() <= LONGEST_ID) {
                ids.add(id);
                accounts.add(account);
            }
        });
        sql.update(
                "insert into sync_hint (connection_id, kind, external_id, hinted_at, behind)"
                        + " select ?, ?, v.id, ?, v.account from unnest(?::text[], ?::text[]) as v (id, account)"
                        + " on conflict (connection_id, kind, external_id) do update set behind = excluded.behind"
                        + " where sync_hint.behind is distinct from excluded.behind",
                connection,
                kind.name(),
                clock.instant(),
                ids.toArray(String[]::new),
                accounts.toArray(String[]::new));
    }

    /** These accounts have come in: what stood behind them is to be read. */
    void follow(UUID connection, Collection<String> accounts) {
        if (!accounts.isEmpty()) {
            sql.update(
                    "update sync_hint set behind = null where connection_id = ? and behind = any (?)",
                    connection,
                    accounts.toArray(String[]::new));
        }
    }

    /** Forgets old messages. */
    void sweep(UUID connection) {
        sql.update(
                "delete from sync_notice where connection_id = ? and taken_at < ?",
                connection,
                clock.instant().minus(REMEMBERED));
    }
}
