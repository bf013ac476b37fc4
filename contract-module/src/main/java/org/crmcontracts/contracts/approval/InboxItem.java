package org.crmcontracts.contracts.approval;

import java.time.Instant;
import org.crmcontracts.contracts.lifecycle.ContractRow;
import org.crmcontracts.contracts.lifecycle.ContractView;

/** A task in a reviewer's inbox. */
public record InboxItem(
        ContractView.Task task,
        ContractRow contract,
        String submittedBy,
        Instant submittedAt,
        String contentHash,
        int round) {

    static InboxItem of(ApprovalTask task, ContractRow contract) {
        ApprovalInstance instance = task.instance();
        return new InboxItem(
                Approvals.view(task),
                contract,
                instance.submitter().name(),
                instance.submittedAt(),
                instance.contentHash().hex(),
                instance.round());
    }
}
