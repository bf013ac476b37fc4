package org.crmcontracts.contracts.signing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Contract;
import org.crmcontracts.contracts.lifecycle.ContractCancelled;
import org.crmcontracts.contracts.lifecycle.ContractPart;
import org.crmcontracts.contracts.lifecycle.ContractParts;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.tenants.http.Problem;

/** The envelopes of the tenant's contracts. */
@ApplicationScoped
@Transactional
public class Envelopes implements ContractPart {
    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    public void add(Envelope envelope) {
        entities.persist(envelope);
    }

    /** {@code ENVELOPE_NOT_OPEN} if nothing is out for signing. */
    public Envelope open(UUID contractId) {
        return latest(contractId)
                .filter(envelope -> envelope.state() == Envelope.State.SENT)
                .orElseThrow(() -> new Problem(SigningProblem.ENVELOPE_NOT_OPEN));
    }

    private Optional<Envelope> latest(UUID contractId) {
        return entities.createQuery(
                        "select e from Envelope e where e.contractId = :contract order by e.openedAt desc, e.id desc",
                        Envelope.class)
                .setParameter("contract", contractId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    public void onCancelled(@Observes ContractCancelled event) {
        latest(event.contractId())
                .filter(envelope -> envelope.state() == Envelope.State.SENT)
                .ifPresent(Envelope::annul);
    }

    @Override
    public void addTo(ContractParts parts, Contract contract) {
        if (!contract.isAsCreated()) {
            latest(contract.id()).ifPresent(envelope -> parts.signing(view(envelope)));
        }
    }

    private static ContractView.Signing view(Envelope envelope) {
        return new ContractView.Signing(
                envelope.state().name(),
                envelope.contentHash(),
                envelope.openedAt(),
                envelope.signatories().stream()
                        .map(s -> new ContractView.Signatory(s.side().name(), s.name(), s.title(), s.signedOn()))
                        .toList(),
                envelope.documentId(),
                envelope.effectiveOn());
    }
}
