package org.crmcontracts.contracts.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.identity.Scope;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.people.Facts;
import org.crmcontracts.tenants.people.Memberships;
import org.crmcontracts.tenants.people.Policy;
import org.crmcontracts.tenants.people.Reach;
import org.crmcontracts.tenants.people.SqlCondition;

/**
 * The way to every contract: asks the policy before one is read or changed, and restricts what lists read. Reads the
 * tables of review itself, as they say who has a task; the names of lanes are those of roles.
 */
@ApplicationScoped
@Transactional
public class ContractAccess {
    private static final String REVIEW = " from approval_instance i join approval_task t on t.instance_id = i.id"
            + " where i.contract_id = c.id and ";
    static final String FACTS = "select c.owner_id, c.state, " + Memberships.teamsOf("c.owner_id")
            + " as teams, array(select t.lane" + REVIEW + "t.state = 'OPEN') as lanes"
            + ", array(select t.decided_by_id" + REVIEW + "t.decided_by_id is not null) as reviewers"
            + " from contract c where c.id = ?";

    @Inject
    TenantSql sql;

    @Inject
    CurrentCaller current;

    /** {@code CONTRACT_NOT_FOUND} if there is none that the caller may know of. */
    public Access to(UUID contractId) {
        return shown(find(contractId, current.get()));
    }

    /** To a contract that the caller has just created and owns: nobody has a task of it yet, so nothing is asked. */
    Access toNew(Contract contract) {
        return shown(Optional.of(new Access(
                current.get(), Facts.ownedBy(contract.owner().id()), contract.state() == LifecycleState.DRAFT)));
    }

    private static Access shown(Optional<Access> access) {
        return access.filter(Access::isVisible).orElseThrow(() -> new Problem(LifecycleProblem.CONTRACT_NOT_FOUND));
    }

    /** Somebody's access to a contract that need not be visible to them; empty if there is none. */
    public Optional<Access> find(UUID contractId, Caller caller) {
        return sql.first(FACTS, row -> access(caller, row), contractId);
    }

    /** The condition on {@code contract c} that the caller may know of it. */
    public SqlCondition visible() {
        return visible(current.get());
    }

    static SqlCondition visible(Caller caller) {
        return either(Policy.reach(caller, ContractAction.READ_DRAFT), Policy.reach(caller, ContractAction.READ));
    }

    /** The condition on {@code contract c}, which the caller may know of, that they see the field. */
    public SqlCondition shows(String field) {
        return shows(current.get(), field);
    }

    static SqlCondition shows(Caller caller, String field) {
        return either(
                Policy.reach(caller, ContractAction.READ_DRAFT, field),
                Policy.reach(caller, ContractAction.READ, field));
    }

    /** The condition on {@code contract c} and {@code approval_task t} of it that the caller may decide the task. */
    public SqlCondition mayDecide() {
        return laneIsOurs(Policy.reach(current.get(), ContractAction.DECIDE));
    }

    private static SqlCondition either(Reach drafts, Reach others) {
        SqlCondition draft = condition(drafts);
        SqlCondition other = condition(others);
        return draft.equals(other)
                ? draft
                : isDraft("=").and(draft).or(isDraft("<>").and(other));
    }

    private static SqlCondition isDraft(String operator) {
        return new SqlCondition("c.state " + operator + " 'DRAFT'", List.of());
    }

    private static SqlCondition condition(Reach reach) {
        SqlCondition owner = reach.owner("c.owner_id");
        SqlCondition task = new SqlCondition("t.state = 'OPEN'", List.of()).and(laneIsOurs(reach));
        if (reach.reviewer()) {
            task = task.or(new SqlCondition("t.decided_by_id = ?", List.of(reach.userId())));
        }
        return task.equals(SqlCondition.NEVER)
                ? owner
                : owner.or(new SqlCondition("exists (select 1" + REVIEW + task.sql() + ")", task.values()));
    }

    private static SqlCondition laneIsOurs(Reach reach) {
        SqlCondition ours = SqlCondition.NEVER;
        for (Map.Entry<Role, Scope> task : reach.tasks().entrySet()) {
            SqlCondition lane =
                    new SqlCondition("t.lane = ?", List.of(task.getKey().name()));
            ours = ours.or(lane.and(reach.taskOwner(task.getKey(), "c.owner_id")));
        }
        return ours;
    }

    static Access access(Caller caller, ResultSet row) throws SQLException {
        return new Access(
                caller,
                new Facts(
                        row.getString("owner_id"),
                        Memberships.ids(row.getArray("teams")),
                        Memberships.texts(row.getArray("lanes")).stream()
                                .map(Role::valueOf)
                                .collect(Collectors.toSet()),
                        Memberships.texts(row.getArray("reviewers"))),
                row.getString("state").equals(LifecycleState.DRAFT.name()));
    }
}
