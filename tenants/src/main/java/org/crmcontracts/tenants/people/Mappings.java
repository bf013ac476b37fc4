package org.crmcontracts.tenants.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.identity.Scope;
import org.crmcontracts.tenants.isolation.ListVersions;
import org.crmcontracts.tenants.isolation.ListVersions.VersionedList;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.registry.ConfigurationChanges;

/** What the host's roles and teams mean in the tenant; each list is replaced as a whole. */
@ApplicationScoped
@Transactional
public class Mappings {
    /** SQLSTATE of a foreign key that leads nowhere. */
    private static final String FOREIGN_KEY = "23503";

    @Inject
    TenantSql sql;

    @Inject
    ListVersions versions;

    @Inject
    AuditLog audit;

    @Inject
    CurrentCaller current;

    @Inject
    ConfigurationChanges changes;

    /** A list with the version that a writer must have seen. */
    public record Versioned<T>(long version, List<T> items) {}

    public Versioned<RoleMapping> roles() {
        return new Versioned<>(versions.of(VersionedList.ROLE_MAPPING), roleItems());
    }

    List<RoleMapping> roleItems() {
        return sql.query(
                "select host_role, role, scope from role_mapping order by host_role, role",
                row -> new RoleMapping(
                        row.getString(1),
                        Role.valueOf(row.getString(2)),
                        row.getString(3) == null ? null : Scope.valueOf(row.getString(3))));
    }

    public Versioned<TeamMapping> teams() {
        return new Versioned<>(
                versions.of(VersionedList.TEAM_MAPPING),
                sql.query(
                        "select host_team, team_id from team_mapping order by host_team",
                        row -> new TeamMapping(row.getString(1), row.getObject(2, UUID.class))));
    }

    /** {@code STALE_VERSION}; {@code OWN_ADMIN_ROLE_LOST} where the writer would no longer be an administrator. */
    public Versioned<RoleMapping> replaceRoles(List<RoleMapping> items, long expectedVersion) {
        Caller caller = begin(VersionedList.ROLE_MAPPING, expectedVersion);
        if (!RoleMapping.grants(caller.person().roles(), items, null).containsKey(Role.ADMIN)) {
            throw new Problem(PeopleProblem.OWN_ADMIN_ROLE_LOST);
        }
        sql.update("delete from role_mapping");
        for (RoleMapping item : items) {
            sql.update(
                    "insert into role_mapping (host_role, role, scope) values (?, ?, ?)",
                    item.hostRole(),
                    item.role().name(),
                    item.scope() == null ? null : item.scope().name());
        }
        record(
                "role-mappings.replaced",
                items.stream()
                        .map(item -> item.hostRole() + " = " + item.role().text()
                                + (item.scope() == null ? "" : " " + item.scope()))
                        .toList());
        return roles();
    }

    /** {@code STALE_VERSION}, {@code TEAM_UNKNOWN}. */
    public Versioned<TeamMapping> replaceTeams(List<TeamMapping> items, long expectedVersion) {
        begin(VersionedList.TEAM_MAPPING, expectedVersion);
        sql.update("delete from team_mapping");
        try {
            for (TeamMapping item : items) {
                sql.update(
                        "insert into team_mapping (host_team, team_id) values (?, ?)", item.hostTeam(), item.teamId());
            }
        } catch (TenantSql.Refused e) {
            throw e.state().equals(FOREIGN_KEY) ? new Problem(PeopleProblem.TEAM_UNKNOWN) : e;
        }
        record(
                "team-mappings.replaced",
                items.stream()
                        .map(item -> item.hostTeam() + " = " + item.teamId())
                        .toList());
        return teams();
    }

    private Caller begin(VersionedList list, long expectedVersion) {
        Caller caller = current.get();
        Policy.require(caller, PeopleAction.MANAGE);
        if (!versions.advance(list, expectedVersion)) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
        return caller;
    }

    private void record(String action, List<String> items) {
        Caller caller = current.get();
        changes.announce(caller.tenant().id());
        audit.append(Actor.of(caller), action, "tenant", caller.tenant().id(), Map.of("items", items));
    }
}
