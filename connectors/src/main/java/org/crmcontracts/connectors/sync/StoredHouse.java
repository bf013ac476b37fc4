package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.secrets.Secret;
import org.crmcontracts.tenants.secrets.Vault;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and call budgets in the tenant's database, so that all nodes share them.
 *
 * <p>A new token is asked for under the lock of the connection's row, which the others wait for; a rotated refresh token
 * is committed with it, before either is used. Calls are counted by the second, so that no sliding minute exceeds the
 * limit, however many nodes call.
 */
@ApplicationScoped
public class StoredHouse {
    /** Twelve calls a second at most; Zoho allows far more, Fxiaoke 100 in 20 seconds (read 2026-11). */
    static final int PER_MINUTE = 240;

    static final int PER_DAY = 50_000;

    /** The share of both budgets that is left to people who wait for an answer. */
    private static final double RESERVE = 0.2;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration SLICE = Duration.ofSeconds(1);

    @Inject
    TenantSql sql;

    @Inject
    InTenant inTenant;

    @Inject
    Vault vault;

    @Inject
    Clock clock;

    /** Waits in place of the thread, for tests. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    Pause pause = time -> Thread.sleep(time.toMillis());

    /** The house of one tenant's connections. */
    public CrmHouse of(Tenant tenant, boolean interactive) {
        return new House(tenant, interactive);
    }

    /** Other budgets from now on. Callers bring the transaction. */
    void limit(UUID connection, int perMinute, int perDay) {
        Instant now = clock.instant();
        sql.update(
                "insert into crm_budget (connection_id, per_minute, per_day, slices, slice_at, day) values (?, ?, ?,"
                        + " array_fill(0, array[61]), ?, (?::timestamptz at time zone 'UTC')::date) on conflict (connection_id)"
                        + " do update set per_minute = excluded.per_minute, per_day = excluded.per_day",
                connection,
                perMinute,
                perDay,
                now,
                now);
    }

    private record Kept(String sealed, Instant grantedAt, Instant goodUntil) {}

    private final class House implements CrmHouse {
        private final Tenant tenant;
        private final boolean interactive;
        private long seen = -1;

        House(Tenant tenant, boolean interactive) {
            this.tenant = tenant;
            this.interactive = interactive;
        }

        @Override
        public Secret token(UUID connection, @Nullable Secret refused, Supplier<Grant> grant) {
            Optional<Secret> kept = inTenant.call(tenant, () -> {
                if (seen < 0) {
                    seen = version(connection);
                }
                return good(connection, refused, false);
            });
            return kept.orElseGet(() -> inTenant.call(tenant, () -> {
                sql.update("insert into crm_session (connection_id) values (?) on conflict do nothing", connection);
                // Whoever waited for the lock finds the token that was granted meanwhile.
                Optional<Secret> now = good(connection, refused, true);
                return now.isPresent() ? now.get() : keep(connection, granted(connection, grant));
            }));
        }

        /**
         * Another node may have rotated the refresh token since this run read it: then it is not the credentials that are
         * wrong, and the next run reads the new ones.
         */
        private Grant granted(UUID connection, Supplier<Grant> grant) {
            long version = version(connection);
            boolean moved = seen >= 0 && version != seen;
            try {
                Grant granted = grant.get();
                seen = version + 1;
                return granted;
            } catch (CrmRefusal e) {
                if (moved && e.reason() == CrmRefusal.Reason.NEEDS_RECONNECT) {
                    throw new CrmRefusal(
                            CrmRefusal.Reason.RETRY_LATER, e.vendorCode(), "The refresh token was rotated", e);
                }
                throw e;
            }
        }

        private long version(UUID connection) {
            return sql.first(
                            "select version from crm_session where connection_id = ?",
                            row -> row.getLong(1),
                            connection)
                    .orElse(0L);
        }

        private Optional<Secret> good(UUID connection, @Nullable Secret refused, boolean locked) {
            return sql.first(
                            "select token_sealed, granted_at, good_until from crm_session where connection_id = ? and"
                                    + " (token_sealed is not null or ?)" + (locked ? " for update" : ""),
                            row -> Optional.ofNullable(row.getString(1))
                                    .map(text -> new Kept(text, instant(row, 2), instant(row, 3))),
                            connection,
                            locked)
                    .flatMap(found -> found)
                    .filter(found -> isFresh(found, connection))
                    .map(found -> Secret.of(vault.open(tenant, context(connection), found.sealed())))
                    .filter(token -> !token.equals(refused));
        }

        /** Renewed at four fifths of its life, a little earlier or later for each connection. */
        private boolean isFresh(Kept kept, UUID connection) {
            Duration life = Duration.between(kept.grantedAt(), kept.goodUntil());
            double share = 0.8 - Math.floorMod(connection.hashCode(), 50) / 1_000.0;
            return clock.instant().isBefore(kept.grantedAt().plusMillis((long) (life.toMillis() * share)));
        }

        private Secret keep(UUID connection, Grant grant) {
            Instant now = clock.instant();
            sql.update(
                    "update crm_session set version = version + 1, token_sealed = ?, granted_at = ?, good_until = ? where"
                            + " connection_id = ?",
                    vault.seal(tenant, context(connection), grant.token().text()),
                    now,
                    now.plus(grant.life()),
                    connection);
            Secret refresh = grant.refreshToken();
            if (refresh != null) {
                sql.update(
                        "update crm_connection set refresh_token_sealed = ? where id = ?",
                        vault.seal(tenant, Connections.context(connection, Connections.REFRESH_TOKEN), refresh.text()),
                        connection);
            }
            if (grant.apiUrl() != null) {
                sql.update("update crm_connection set api_url = ? where id = ?", grant.apiUrl(), connection);
            }
            return grant.token();
        }

        @Override
        public void spend(UUID connection, int cost) {
            Duration waited = Duration.ZERO;
            while (true) {
                Duration wait = inTenant.call(tenant, () -> take(connection, cost));
                if (wait.isZero()) {
                    return;
                }
                waited = waited.plus(wait);
                if (waited.compareTo(LONGEST_WAIT) > 0) {
                    throw new CrmRefusal(
                            CrmRefusal.Reason.THROTTLED, null, "The connection's calls are used up", wait, null);
                }
                try {
                    pause.of(wait);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CrmRefusal(CrmRefusal.Reason.RETRY_LATER, null, "interrupted", e);
                }
            }
        }

        /** How long to wait; zero if the calls were taken. */
        private Duration take(UUID connection, int cost) {
            Instant now = clock.instant();
            sql.update(
                    "insert into crm_budget (connection_id, per_minute, per_day, slices, slice_at, day) values (?, ?, ?,"
                            + " array_fill(0, array[61]), ?, (?::timestamptz at time zone 'UTC')::date) on conflict do nothing",
                    connection,
                    PER_MINUTE,
                    PER_DAY,
                    now,
                    now);
            return sql.first(
                            "select per_minute, per_day, slices, slice_at, day, day_used, throttled_until,"
                                    + " (?::timestamptz at time zone 'UTC')::date as today from crm_budget"
                                    + " where connection_id = ? for update",
                            row -> {
                                Budget budget = new Budget(
                                        slices((Integer[])
                                                row.getArray("slices").getArray()),
                                        java.util.Objects.requireNonNull(TenantSql.instant(row, "slice_at")),
                                        row.getDate("day").equals(row.getDate("today")) ? row.getInt("day_used") : 0,
                                        TenantSql.instant(row, "throttled_until"));
                                return budget.take(
                                        cost, share(row.getInt("per_minute")), share(row.getInt("per_day")), now);
                            },
                            now,
                            connection)
                    .map(taken -> store(connection, taken, now))
                    .orElse(LONGEST_WAIT);
        }

        private int share(int whole) {
            return interactive ? whole : (int) (whole * (1 - RESERVE));
        }

        private Duration store(UUID connection, Budget.Taken taken, Instant now) {
            Budget budget = taken.budget();
            if (budget != null) {
                sql.update(
                        "update crm_budget set slices = ?::int[], slice_at = ?, day_used = ?, day = (?::timestamptz at time"
                                + " zone 'UTC')::date where connection_id = ?",
                        budget.slicesText(),
                        budget.sliceAt(),
                        budget.usedToday(),
                        now,
                        connection);
            }
            return taken.pause();
        }

        @Override
        public void throttled(UUID connection, Duration time) {
            inTenant.run(tenant, () -> {
                take(connection, 0);
                sql.update(
                        "update crm_budget set throttled_until = greatest(throttled_until, ?::timestamptz) where"
                                + " connection_id = ?",
                        clock.instant().plus(time),
                        connection);
            });
        }
    }

    private static int[] slices(Integer[] boxed) {
        int[] slices = new int[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            slices[i] = boxed[i];
        }
        return slices;
    }

    private static Instant instant(java.sql.ResultSet row, int column) {
        try {
            return row.getObject(column, java.time.OffsetDateTime.class).toInstant();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String context(UUID connection) {
        return Connections.context(connection, Connections.TOKEN);
    }

    /**
     * Calls of the last minute by the second, and of the day (a value).
     *
     * @param slices one more than a minute has, the newest last, as the first second counts only in part
     * @param sliceAt when the newest slice began
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Budget(int[] slices, Instant sliceAt, int usedToday, @Nullable Instant throttledUntil) {
        /**
         * What came of an attempt.
         *
         * @param pause zero if the calls were taken
         * @param budget what is left then, null where nothing was taken
         */
        record Taken(Duration pause, @Nullable Budget budget) {}

        Taken take(int cost, int perMinute, int perDay, Instant now) {
            if (throttledUntil != null && throttledUntil.isAfter(now)) {
                return new Taken(Duration.between(now, throttledUntil), null);
            }
            long passed = Math.max(0, Duration.between(sliceAt, now).toMillis() / SLICE.toMillis());
            int[] moved = new int[slices.length];
            int used = 0;
            for (int i = 0; i < slices.length; i++) {
                long from = i + passed;
                moved[i] = from < slices.length ? slices[(int) from] : 0;
                used += moved[i];
            }
            if (usedToday + cost > perDay) {
                return new Taken(Duration.ofHours(1), null);
            }
            if (used + cost > perMinute) {
                return new Taken(SLICE, null);
            }
            moved[moved.length - 1] += cost;
            return new Taken(
                    Duration.ZERO,
                    new Budget(moved, sliceAt.plus(SLICE.multipliedBy(passed)), usedToday + cost, throttledUntil));
        }

        String slicesText() {
            StringBuilder text = new StringBuilder("{");
            for (int i = 0; i < slices.length; i++) {
                text.append(i == 0 ? "" : ",").append(slices[i]);
            }
            return text.append('}').toString();
        }
    }
}
