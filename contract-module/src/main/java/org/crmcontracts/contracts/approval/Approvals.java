package org.crmcontracts.contracts.approval;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Contract;
import org.crmcontracts.contracts.lifecycle.ContractCancelled;
import org.crmcontracts.contracts.lifecycle.ContractPart;
import org.crmcontracts.contracts.lifecycle.ContractParts;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.tenants.http.Problem;

/** The rounds of review of the tenant's contracts. */
@ApplicationScoped
@Transactional
public class Approvals implements ContractPart {
    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

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

    /** {@code TASK_NOT_FOUND} if there is none. Read without loading the task, which may be changing right now. */
    public UUID contractOf(UUID taskId) {
        return entities.createQuery("select t.instance.contractId from ApprovalTask t where t.id = :task", UUID.class)
                .setParameter("task", taskId)
                .getResultStream()
                .findFirst()
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

    /** The tasks in a state that these lanes may decide and this person did not submit, oldest first. */
    public List<ApprovalTask> tasks(ApprovalTask.State state, List<Lane> lanes, String personId, int limit) {
        return lanes.isEmpty()
                ? List.of()
                : entities.createQuery(
                                "select t from ApprovalTask t where t.state = :state and t.lane in :lanes"
                                        + " and t.instance.submittedById <> :person order by t.instance.submittedAt, t.id",
                                ApprovalTask.class)
                        .setParameter("state", state)
                        .setParameter("lanes", lanes)
                        .setParameter("person", personId)
                        .setMaxResults(limit)
                        .getResultList();
    }

    public void onCancelled(@Observes ContractCancelled event) {
        latest(event.contractId()).ifPresent(instance -> instance.withdraw(event.at()));
    }

    @Override
    public void addTo(ContractParts parts, Contract contract) {
        latest(contract.id()).ifPresent(instance -> parts.approval(view(instance)));
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
