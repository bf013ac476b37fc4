package org.crmcontracts.contracts.approval;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Changing;
import org.crmcontracts.contracts.lifecycle.Contract;
import org.crmcontracts.contracts.lifecycle.ContractCommand;
import org.crmcontracts.contracts.lifecycle.ContractRow;
import org.crmcontracts.contracts.lifecycle.ContractRows;
import org.crmcontracts.contracts.lifecycle.ContractVersion;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.contracts.lifecycle.Contracts;
import org.crmcontracts.contracts.lifecycle.Fact;
import org.crmcontracts.contracts.lifecycle.LifecycleProblem;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.tenants.audit.Personal;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.CurrentCaller;

/** A reviewer's inbox and decisions. */
@ApplicationScoped
@Transactional
public class Deciding {
    @Inject
    Changing changing;

    @Inject
    Contracts contracts;

    @Inject
    ContractRows rows;

    @Inject
    Approvals approvals;

    @Inject
    CurrentCaller current;

    @Inject
    Clock clock;

    /** The tasks that the caller may decide. */
    public List<InboxItem> inbox(ApprovalTask.State state, int limit) {
        List<ApprovalTask> tasks = approvals.tasks(state, limit);
        Map<UUID, ContractRow> byId = rows.all(tasks.stream()
                .map(task -> task.instance().contractId())
                .distinct()
                .toList());
        List<InboxItem> items = new ArrayList<>();
        for (ApprovalTask task : tasks) {
            ContractRow contract = byId.get(task.instance().contractId());
            if (contract != null) {
                items.add(InboxItem.of(task, contract));
            }
        }
        return items;
    }

    /** {@code TASK_NOT_FOUND}, {@code FORBIDDEN} for a lane the caller does not speak for; otherwise as {@link ApprovalInstance#decide}. */
    public ContractView decide(UUID taskId, long expectedVersion, DecisionRequest request, IdempotencyKey key) {
        request.check();
        Approvals.TaskKey task = approvals.key(taskId);
        try {
            return changing.decide(
                    new ContractCommand(task.contractId(), null, key),
                    task.lane().role(),
                    "approval.decide " + taskId,
                    request,
                    contract -> decide(contract, taskId, expectedVersion, request));
        } catch (Problem problem) {
            if (problem.code() == LifecycleProblem.CONTRACT_NOT_FOUND) {
                throw new Problem(ApprovalProblem.TASK_NOT_FOUND);
            }
            throw problem.about(Changing.SUBJECT, task.contractId());
        }
    }

    private List<Fact> decide(Contract contract, UUID taskId, long expectedVersion, DecisionRequest request) {
        Caller caller = current.get();
        ApprovalTask task = approvals.task(taskId);
        task.expect(expectedVersion);
        Instant now = clock.instant();
        ApprovalInstance instance = task.instance();
        boolean approve = request.decision() == DecisionRequest.Decision.APPROVE;
        ApprovalInstance.State after = instance.decide(task, approve, Person.of(caller), request.comment(), now);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("lane", task.lane().name());
        data.put("round", instance.round());
        if (request.comment() != null) {
            data.put("comment", Personal.of(request.comment()));
        }
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(approve ? "approval.approved" : "approval.returned", data));
        if (after == ApprovalInstance.State.APPROVED) {
            requireKept(instance);
            contract.approve(instance.contentHash(), now);
            facts.add(new Fact(
                    "contract.approved",
                    Map.of("contentHash", instance.contentHash().hex())));
        } else if (after == ApprovalInstance.State.RETURNED) {
            contract.returnToDraft(now);
        } else {
            contract.touch(now);
        }
        return facts;
    }

    // The kept version must still be what was submitted, else there is nothing that the approval could be for.
    private void requireKept(ApprovalInstance instance) {
        ContractVersion version = contracts.version(instance.contractVersionId());
        if (version == null || !version.hash().equals(instance.contentHash())) {
            throw new Problem(LifecycleProblem.CONTENT_CHANGED);
        }
    }
}
