package org.crmcontracts.tenants.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.registry.ConfigurationChanges;
import org.jspecify.annotations.Nullable;

/** The teams of the tenant. */
@ApplicationScoped
@Transactional
public class Teams {
    /** SQLSTATEs of a key that is taken and of a foreign key that leads nowhere. */
    private static final String UNIQUE = "23505";

    private static final String FOREIGN_KEY = "23503";
    private static final String SELECT = "select id, version, name, lead_user_id,"
            + " array(select m.user_id from team_member m where m.team_id = team.id) as members from team";

    @Inject
    TenantSql sql;

    @Inject
    Idempotency idempotency;

    @Inject
    AuditLog audit;

    @Inject
    CurrentCaller current;

    @Inject
    ConfigurationChanges changes;

    @Inject
    Ids ids;

    public List<Team> all() {
        return sql.query(SELECT + " order by name", Teams::team);
    }

    /** {@code TEAM_NOT_FOUND} if there is none. */
    public Team get(UUID id) {
        return sql.first(SELECT + " where id = ?", Teams::team, id)
                .orElseThrow(() -> new Problem(PeopleProblem.TEAM_NOT_FOUND));
    }

    /** {@code TEAM_NAME_TAKEN}, {@code PERSON_UNKNOWN}. */
    public Team create(String name, @Nullable String lead, List<String> members, IdempotencyKey key) {
        Policy.require(current.get(), PeopleAction.MANAGE);
        Map<String, Object> request = content(name, lead, members);
        return idempotency.once(key, "team.create", request, Team.class, () -> {
            UUID id = ids.next();
            refusing(() -> {
                sql.update("insert into team (id, version, name, lead_user_id) values (?, 0, ?, ?)", id, name, lead);
                setMembers(id, members);
            });
            record("team.created", id, request);
            return get(id);
        });
    }

    /** {@code TEAM_NOT_FOUND}, {@code STALE_VERSION}, {@code TEAM_NAME_TAKEN}, {@code PERSON_UNKNOWN}. */
    public Team change(UUID id, String name, @Nullable String lead, List<String> members, long expectedVersion) {
        Policy.require(current.get(), PeopleAction.MANAGE);
        get(id);
        refusing(() -> {
            if (sql.update(
                            "update team set name = ?, lead_user_id = ?, version = version + 1 where id = ? and version = ?",
                            name,
                            lead,
                            id,
                            expectedVersion)
                    == 0) {
                throw new Problem(HttpProblem.STALE_VERSION);
            }
            sql.update("delete from team_member where team_id = ?", id);
            setMembers(id, members);
        });
        record("team.changed", id, content(name, lead, members));
        return get(id);
    }

    /** What the team's members own is from then on nobody's team's. {@code TEAM_NOT_FOUND}, {@code STALE_VERSION}. */
    public void remove(UUID id, long expectedVersion) {
        Policy.require(current.get(), PeopleAction.MANAGE);
        Team before = get(id);
        if (sql.update("delete from team where id = ? and version = ?", id, expectedVersion) == 0) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
        record("team.removed", id, content(before.name(), before.lead(), before.members()));
    }

    private void setMembers(UUID id, List<String> members) {
        for (String member : new TreeSet<>(members)) {
            sql.update("insert into team_member (team_id, user_id) values (?, ?)", id, member);
        }
    }

    private static void refusing(Runnable change) {
        try {
            change.run();
        } catch (TenantSql.Refused e) {
            throw switch (e.state()) {
                case UNIQUE -> new Problem(PeopleProblem.TEAM_NAME_TAKEN);
                case FOREIGN_KEY -> new Problem(PeopleProblem.PERSON_UNKNOWN);
                default -> e;
            };
        }
    }

    private void record(String action, UUID id, Map<String, Object> data) {
        Caller caller = current.get();
        changes.announce(caller.tenant().id());
        audit.append(Actor.of(caller), action, "team", id, data);
    }

    private static Map<String, Object> content(String name, @Nullable String lead, List<String> members) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("name", name);
        content.put("lead", lead == null ? "" : lead);
        content.put("members", List.copyOf(new TreeSet<>(members)));
        return content;
    }

    private static Team team(ResultSet row) throws SQLException {
        return new Team(
                row.getObject("id", UUID.class),
                row.getLong("version"),
                row.getString("name"),
                row.getString("lead_user_id"),
                List.copyOf(new TreeSet<>(Memberships.texts(row.getArray("members")))));
    }
}
