package org.crmcontracts.tenants.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.Cursor;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.HostPerson;
import org.crmcontracts.tenants.identity.Scope;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.registry.ConfigurationChanges;
import org.jspecify.annotations.Nullable;

/** The people of the tenant; each appears with the first token that tells of them. */
@ApplicationScoped
@Transactional
public class People {
    private static final String SELECT =
            "select user_id, version, name, first_seen, last_seen, host_roles, host_teams, scope from " + "person";

    private static final Duration SEEN_EVERY = Duration.ofHours(1);

    @Inject
    TenantSql sql;

    @Inject
    AuditLog audit;

    @Inject
    CurrentCaller current;

    @Inject
    ConfigurationChanges changes;

    @Inject
    Clock clock;

    public Optional<Person> find(String userId) {
        return sql.first(SELECT + " where user_id = ?", People::person, userId);
    }

    /** By name; {@code BAD_CURSOR} for a cursor of another list. */
    public Page<Person> page(@Nullable String query, int limit, @Nullable String cursor) {
        StringBuilder text = new StringBuilder(SELECT + " where true");
        List<Object> values = new ArrayList<>();
        if (query != null && !query.isBlank()) {
            String part = "%" + query.strip().replace("\u0000", "").replaceAll("([\\\\%_])", "\\\\$1") + "%";
            text.append(" and (name ilike ? or user_id ilike ?)");
            values.add(part);
            values.add(part);
        }
        if (cursor != null && !cursor.isBlank()) {
            text.append(" and (name, user_id) > (?, ?)");
            values.addAll(Cursor.decode(cursor, 2));
        }
        text.append(" order by name, user_id limit ").append(limit + 1);
        List<Person> found = sql.query(text.toString(), People::person, values.toArray());
        List<Person> shown = found.subList(0, Math.min(limit, found.size()));
        Person last = found.size() > limit ? shown.get(limit - 1) : null;
        return new Page<>(shown, last == null ? null : Cursor.encode(last.name(), last.userId()), null);
    }

    /** {@code PERSON_NOT_FOUND}, {@code STALE_VERSION}. */
    public Person assignScope(String userId, @Nullable Scope scope, long expectedVersion) {
        Policy.require(current.get(), PeopleAction.MANAGE);
        Person before = find(userId).orElseThrow(() -> new Problem(PeopleProblem.PERSON_NOT_FOUND));
        if (sql.update(
                        "update person set scope = ?, version = version + 1 where user_id = ? and version = ?",
                        scope == null ? null : scope.name(),
                        userId,
                        expectedVersion)
                == 0) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
        changes.announce(current.get().tenant().id());
        audit.append(
                Actor.of(current.get()),
                "person.scope-assigned",
                "person",
                null,
                Map.of("userId", userId, "before", text(before.scope()), "after", text(scope)));
        return find(userId).orElseThrow();
    }

    /** Whether the token tells what is not recorded yet, or was not for an hour. */
    boolean isNews(HostPerson person, @Nullable Person known) {
        return known == null
                || !known.name().equals(person.name())
                || !known.hostRoles().equals(person.roles())
                || !known.hostTeams().equals(person.teams())
                || known.lastSeen().isBefore(clock.instant().minus(SEEN_EVERY));
    }

    /** Whoever comes first makes the row, however many come at once. */
    void record(HostPerson person) {
        Instant now = clock.instant();
        sql.update(
                """
                insert into person (user_id, version, name, first_seen, last_seen, host_roles, host_teams)
                values (?, 0, ?, ?, ?, ?, ?)
                on conflict (user_id) do update set name = excluded.name, last_seen = excluded.last_seen,
                    host_roles = excluded.host_roles, host_teams = excluded.host_teams
                """,
                person.userId(),
                person.name(),
                now,
                now,
                person.roles().toArray(String[]::new),
                person.teams().toArray(String[]::new));
    }

    private static String text(@Nullable Scope scope) {
        return scope == null ? "" : scope.name();
    }

    private static Person person(ResultSet row) throws SQLException {
        String scope = row.getString("scope");
        return new Person(
                row.getString("user_id"),
                row.getLong("version"),
                row.getString("name"),
                Objects.requireNonNull(TenantSql.instant(row, "first_seen")),
                Objects.requireNonNull(TenantSql.instant(row, "last_seen")),
                Memberships.texts(row.getArray("host_roles")),
                Memberships.texts(row.getArray("host_teams")),
                scope == null ? null : Scope.valueOf(scope));
    }
}
