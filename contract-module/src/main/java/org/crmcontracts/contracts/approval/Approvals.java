package org.crmcontracts.contracts.approval;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crmcontracts.contracts.lifecycle.Contract;
import org.crmcontracts.contracts.lifecycle.ContractAccess;
import org.crmcontracts.contracts.lifecycle.ContractCancelled;
import org.crmcontracts.contracts.lifecycle.ContractPart;
import org.crmcontracts.contracts.lifecycle.ContractParts;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.people.SqlCondition;

/** The rounds of review of the tenant's contracts. */
@ApplicationScoped
@Transactional
public class Approvals implements ContractPart {
    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    @Inject
    TenantSql sql;

    @Inject
    ContractAccess access;

    @Inject
    CurrentCaller current;

    public void add(ApprovalInstance instance) {
        entities.persist(instance);
    }

    /** The latest round, if the contract was ever submitted. */
    public Optional<ApprovalInstance> latest(UUID contractId) {
        return entities.createQuery(
                        "select i from ApprovalInstance i where i.contractId = :contract order by i.round desc",
                        ApprovalInstance.class)
                .setParameter("contract", contractId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** Whose task it is, and about which contract. */
    record TaskKey(UUID contractId, Lane lane) {}

    /** {@code TASK_NOT_FOUND} if there is none. Read without loading the task, which may be changing right now. */
    TaskKey key(UUID taskId) {
        return entities.createQuery(
                        "select t.instance.contractId, t.lane from ApprovalTask t where t.id = :task", Object[].class)
                .setParameter("task", taskId)
                .getResultStream()
                .findFirst()
                .map(row -> new TaskKey((UUID) row[0], (Lane) row[1]))
                .orElseThrow(() -> new Problem(ApprovalProblem.TASK_NOT_FOUND));
    }

    /** {@code TASK_NOT_FOUND} if there is none. */
    public ApprovalTask task(UUID taskId) {
        ApprovalTask task = entities.find(ApprovalTask.class, taskId);
        if (task == null) {
            throw new Problem(ApprovalProblem.TASK_NOT_FOUND);
        }
        return task;
    }

    /** The tasks in a state that the caller may decide and did not submit, oldest first. */
    public List<ApprovalTask> tasks(ApprovalTask.State state, int limit) {
        SqlCondition ours = access.visible().and(access.mayDecide());
        List<Object> values =
                new ArrayList<>(List.of(state.name(), current.get().userId()));
        values.addAll(ours.values());
        List<UUID> ids = sql.query(
                "select t.id from approval_task t join approval_instance i on i.id = t.instance_id"
                        + " join contract c on c.id = i.contract_id where t.state = ? and i.submitted_by_id <> ? and "
                        + ours.sql() + " order by i.submitted_at, t.id limit " + limit,
                row -> row.getObject(1, UUID.class),
                values.toArray());
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<UUID, ApprovalTask> found = entities.createQuery(
                        "select t from ApprovalTask t where t.id in :ids", ApprovalTask.class)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.toMap(ApprovalTask::id, Function.identity()));
        return ids.stream().map(found::get).toList();
    }

    public void onCancelled(@Observes ContractCancelled event) {
        latest(event.contractId()).ifPresent(instance -> instance.withdraw(event.at()));
    }

    @Override
    public void addTo(ContractParts parts, Contract contract) {
        if (!contract.isAsCreated()) {
            latest(contract.id()).ifPresent(instance -> parts.approval(view(instance)));
        }
    }

    private static ContractView.Approval view(ApprovalInstance instance) {
        return new ContractView.Approval(
                instance.round(),
                instance.state().name(),
                instance.contentHash().hex(),
                instance.submitter().name(),
                instance.submittedAt(),
                instance.decidedAt(),
                instance.tasks().stream().map(Approvals::view).toList());
    }

    static ContractView.Task view(ApprovalTask task) {
        return new ContractView.Task(
                task.id(),
                task.version(),
                task.lane().name(),
                task.state().name(),
                task.decidedByName(),
                task.decidedAt(),
                task.comment());
    }
}
