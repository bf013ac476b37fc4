package org.crmcontracts.contracts.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shares of a view while it is put together. */
public final class ContractParts {
    List<ContractView.Payment> payments = List.of();
    List<ContractView.Document> documents = List.of();
    ContractView.@Nullable Approval approval;
    ContractView.@Nullable Signing signing;
    ContractView.@Nullable Closure closure;
    ContractView.@Nullable Archive archive;

    public void payments(List<ContractView.Payment> items) {
        payments = List.copyOf(items);
    }

    public void documents(List<ContractView.Document> items) {
        documents = List.copyOf(items);
    }

    public void approval(ContractView.Approval latest) {
        approval = latest;
    }

    public void signing(ContractView.Signing latest) {
        signing = latest;
    }

    public void closure(ContractView.Closure made) {
        closure = made;
    }

    public void archive(ContractView.Archive made) {
        archive = made;
    }
}
