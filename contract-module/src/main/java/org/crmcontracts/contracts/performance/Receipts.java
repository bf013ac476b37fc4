package org.crmcontracts.contracts.performance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Contract;
import org.crmcontracts.contracts.lifecycle.ContractPart;
import org.crmcontracts.contracts.lifecycle.ContractParts;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.contracts.lifecycle.LifecycleState;
import org.crmcontracts.contracts.lifecycle.PaymentItem;
import org.crmcontracts.contracts.terms.Money;
import org.crmcontracts.contracts.terms.MoneyText;
import org.crmcontracts.tenants.settings.TenantSettings;

/** What was received for the tenant's contracts, and how they were closed. */
@ApplicationScoped
@Transactional
public class Receipts implements ContractPart {
    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    @Inject
    TenantSettings settings;

    public void add(Receipt receipt) {
        entities.persist(receipt);
    }

    public void add(Closure closure) {
        entities.persist(closure);
    }

    /** Sums by instalment; an instalment without receipts is absent. */
    public Map<UUID, Money> received(UUID contractId) {
        List<Receipt> all = entities.createQuery(
                        "select r from Receipt r where r.contractId = :contract", Receipt.class)
                .setParameter("contract", contractId)
                .getResultList();
        Map<UUID, Money> sums = new HashMap<>();
        for (Receipt receipt : all) {
            sums.merge(receipt.paymentItemId(), receipt.amount(), Money::plus);
        }
        return sums;
    }

    @Override
    public void addTo(ContractParts parts, Contract contract) {
        LocalDate today = settings.today();
        Map<UUID, Money> received = contract.payments().isEmpty() ? Map.of() : received(contract.id());
        parts.payments(contract.payments().stream()
                .map(item -> view(
                        item,
                        received.getOrDefault(
                                item.id(), Money.zero(item.amount().currency())),
                        today))
                .toList());
        if (contract.state() != LifecycleState.CLOSED && contract.state() != LifecycleState.ARCHIVED) {
            return;
        }
        Closure closure = entities.find(Closure.class, contract.id());
        if (closure != null) {
            parts.closure(new ContractView.Closure(
                    closure.score(), closure.summary(), closure.closedAt(), closure.closedBy()));
        }
    }

    private static ContractView.Payment view(PaymentItem item, Money received, LocalDate today) {
        return new ContractView.Payment(
                item.id(),
                item.term().name(),
                item.percentageText(),
                Objects.requireNonNull(MoneyText.of(item.amount())),
                item.term().dueOn(),
                item.term().method(),
                Objects.requireNonNull(MoneyText.of(received)),
                PaymentStatus.of(item.amount(), received, item.term().dueOn(), today)
                        .name());
    }
}
