package org.crmcontracts.contracts.signing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.crmcontracts.contracts.approval.ApprovalInstance;
import org.crmcontracts.contracts.approval.Approvals;
import org.crmcontracts.contracts.drafting.Document;
import org.crmcontracts.contracts.drafting.Documents;
import org.crmcontracts.contracts.drafting.ReasonRequest;
import org.crmcontracts.contracts.lifecycle.Changing;
import org.crmcontracts.contracts.lifecycle.ContractAction;
import org.crmcontracts.contracts.lifecycle.ContractCommand;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.contracts.lifecycle.EmptyRequest;
import org.crmcontracts.contracts.lifecycle.Fact;
import org.crmcontracts.contracts.lifecycle.LifecycleEvent;
import org.crmcontracts.contracts.lifecycle.LifecycleState;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.tenants.audit.Personal;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.settings.TenantSettings;

/** Getting approved content signed with ink. */
@ApplicationScoped
@Transactional
public class Signing {
    @Inject
    Changing changing;

    @Inject
    Envelopes envelopes;

    @Inject
    Approvals approvals;

    @Inject
    Documents documents;

    @Inject
    CurrentCaller current;

    @Inject
    TenantSettings settings;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** {@code CONTENT_CHANGED} if the contract is no longer what was approved (I4). */
    public ContractView open(ContractCommand command) {
        return changing.change(command, ContractAction.SIGN, "signing.open", new EmptyRequest(), contract -> {
            contract.require(LifecycleEvent.SEND_TO_SIGN);
            ApprovalInstance approval = approvals
                    .latest(contract.id())
                    .filter(instance -> instance.state() == ApprovalInstance.State.APPROVED)
                    .orElseThrow(() -> new Problem(SigningProblem.NOT_APPROVED));
            Instant now = clock.instant();
            contract.sendToSign(approval.contentHash(), now);
            envelopes.add(
                    new Envelope(ids.next(), contract.id(), approval.contentHash(), Person.of(current.get()), now));
            return Fact.of(
                    "signing.opened",
                    Map.of("contentHash", approval.contentHash().hex()));
        });
    }

    public ContractView voidCurrent(ContractCommand command, ReasonRequest request) {
        String reason = request.checked();
        return changing.change(command, ContractAction.SIGN, "signing.void", request, contract -> {
            contract.voidSigning(clock.instant());
            envelopes.open(contract.id()).annul();
            return Fact.of("signing.voided", Map.of("reason", Personal.of(reason)));
        });
    }

    /** {@code SIGNED_SCAN_MISSING} unless the document is a signed scan of this contract. */
    public ContractView register(ContractCommand command, SigningRequest request) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, settings.zone());
        List<Signatory> signatories = request.checked(today);
        UUID scan = Objects.requireNonNull(request.documentId(), "checked before");
        return changing.change(command, ContractAction.SIGN, "signing.register", request, contract -> {
            contract.require(LifecycleEvent.REGISTER_SIGNING);
            Document document = documents.get(contract.id(), scan);
            if (document.kind() != Document.Kind.SIGNED_SCAN) {
                throw new Problem(SigningProblem.SIGNED_SCAN_MISSING);
            }
            LocalDate last = signatories.stream()
                    .map(Signatory::signedOn)
                    .max(LocalDate::compareTo)
                    .orElseThrow();
            LocalDate effective = contract.sign(last, today, now);
            envelopes.open(contract.id()).complete(scan, signatories, effective);
            List<Fact> facts = new ArrayList<>();
            facts.add(new Fact(
                    "signing.registered",
                    Map.of("documentSha256", document.sha256(), "effectiveOn", effective.toString())));
            if (contract.state() == LifecycleState.ACTIVE) {
                facts.add(new Fact("contract.activated", Map.of("effectiveOn", effective.toString())));
            }
            return facts;
        });
    }
}
