package org.crmcontracts.contracts.performance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.crmcontracts.contracts.lifecycle.Changing;
import org.crmcontracts.contracts.lifecycle.Contract;
import org.crmcontracts.contracts.lifecycle.ContractAction;
import org.crmcontracts.contracts.lifecycle.ContractCommand;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.contracts.lifecycle.EmptyRequest;
import org.crmcontracts.contracts.lifecycle.Fact;
import org.crmcontracts.contracts.lifecycle.LifecycleEvent;
import org.crmcontracts.contracts.lifecycle.PaymentItem;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.contracts.terms.Money;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.settings.TenantSettings;

/** From the signed contract to the closed one. */
@ApplicationScoped
@Transactional
public class Performing {
    @Inject
    Changing changing;

    @Inject
    Receipts receipts;

    @Inject
    CurrentCaller current;

    @Inject
    TenantSettings settings;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** {@code NOT_YET_EFFECTIVE} before the contract's day. */
    public ContractView activate(ContractCommand command) {
        return changing.change(command, ContractAction.SIGN, "contract.activate", new EmptyRequest(), contract -> {
            contract.activate(today(), clock.instant());
            return Fact.of("contract.activated", Map.of("effectiveOn", String.valueOf(contract.effectiveOn())));
        });
    }

    /** {@code PAYMENT_NOT_FOUND}, {@code CURRENCY_MISMATCH}, {@code RECEIPT_EXCEEDS_PAYMENT}. */
    public ContractView record(ContractCommand command, ReceiptRequest request) {
        ReceiptRequest.Checked receipt = request.checked(today());
        return changing.change(command, ContractAction.RECORD_RECEIPT, "receipt.record", request, contract -> {
            Instant now = clock.instant();
            contract.recordReceipt(now);
            PaymentItem item = contract.payments().stream()
                    .filter(payment -> payment.id().equals(receipt.paymentId()))
                    .findFirst()
                    .orElseThrow(() -> new Problem(PerformanceProblem.PAYMENT_NOT_FOUND));
            Money before = receipts.received(contract.id())
                    .getOrDefault(item.id(), Money.zero(item.amount().currency()));
            Money open = item.amount().minus(before);
            if (receipt.amount().compareTo(open) > 0) {
                throw Problem.of(PerformanceProblem.RECEIPT_EXCEEDS_PAYMENT, "open", open.text())
                        .extend("open", open.text());
            }
            receipts.add(new Receipt(ids.next(), contract.id(), receipt, Person.of(current.get()), now));
            return Fact.of(
                    "receipt.recorded",
                    Map.of(
                            "payment",
                            item.term().name(),
                            "amount",
                            receipt.amount().text(),
                            "currency",
                            receipt.amount().currency()));
        });
    }

    /** {@code CONTRACT_NOT_SETTLED} with the balance; a contract without an amount has nothing to settle. */
    public ContractView complete(ContractCommand command) {
        return changing.change(command, ContractAction.PERFORM, "contract.complete", new EmptyRequest(), contract -> {
            contract.require(LifecycleEvent.COMPLETE);
            requireSettled(contract);
            contract.complete(clock.instant());
            return Fact.of("contract.completed");
        });
    }

    public ContractView close(ContractCommand command, ClosureRequest request) {
        request.check();
        int score = Objects.requireNonNull(request.score(), "checked before");
        String summary =
                Objects.requireNonNull(request.summary(), "checked before").strip();
        return changing.change(command, ContractAction.END, "contract.close", request, contract -> {
            Instant now = clock.instant();
            contract.close(now);
            receipts.add(new Closure(contract.id(), score, summary, Person.of(current.get()), now));
            return Fact.of("contract.closed", Map.of("score", score));
        });
    }

    private void requireSettled(Contract contract) {
        Money balance = contract.amount();
        if (balance == null) {
            return;
        }
        for (Money received : receipts.received(contract.id()).values()) {
            balance = balance.minus(received);
        }
        if (!balance.isZero()) {
            throw Problem.of(PerformanceProblem.CONTRACT_NOT_SETTLED, "balance", balance.toString())
                    .extend("balance", balance.text());
        }
    }

    private LocalDate today() {
        return settings.today();
    }
}
