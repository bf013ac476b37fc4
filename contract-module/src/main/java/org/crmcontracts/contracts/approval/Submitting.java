package org.crmcontracts.contracts.approval;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.crmcontracts.contracts.drafting.ReasonRequest;
import org.crmcontracts.contracts.library.Library;
import org.crmcontracts.contracts.lifecycle.Changing;
import org.crmcontracts.contracts.lifecycle.ContractAction;
import org.crmcontracts.contracts.lifecycle.ContractCommand;
import org.crmcontracts.contracts.lifecycle.ContractVersion;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.contracts.lifecycle.Contracts;
import org.crmcontracts.contracts.lifecycle.Fact;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.contracts.terms.ContentHash;
import org.crmcontracts.tenants.audit.Personal;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.identity.CurrentCaller;

/** Asking for a review, and taking the request back. */
@ApplicationScoped
@Transactional
public class Submitting {
    @Inject
    Changing changing;

    @Inject
    Contracts contracts;

    @Inject
    Approvals approvals;

    @Inject
    Library library;

    @Inject
    CurrentCaller current;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** Freezes the content as a version and opens a new round with every lane. */
    public ContractView submit(ContractCommand command) {
        return changing.change(command, ContractAction.SUBMIT, "contract.submit", Map.of(), contract -> {
            Instant now = clock.instant();
            Person submitter = Person.of(current.get());
            ContentHash hash = contract.submit(library.type(contract.type()), now);
            int round = approvals
                    .latest(contract.id())
                    .map(last -> last.round() + 1)
                    .orElse(1);
            ContractVersion version = new ContractVersion(ids.next(), contract, round, submitter, now);
            contracts.add(version);
            approvals.add(new ApprovalInstance(
                    new Submission(contract.id(), version.id(), round, hash, submitter, now), ids::next));
            return Fact.of("contract.submitted", Map.of("round", round, "contentHash", hash.hex()));
        });
    }

    public ContractView withdraw(ContractCommand command, ReasonRequest request) {
        String reason = request.checked();
        return changing.change(command, ContractAction.WITHDRAW, "contract.withdraw", request, contract -> {
            Instant now = clock.instant();
            contract.withdraw(now);
            approvals.latest(contract.id()).ifPresent(instance -> instance.withdraw(now));
            return Fact.of("contract.withdrawn", Map.of("reason", Personal.of(reason)));
        });
    }
}
