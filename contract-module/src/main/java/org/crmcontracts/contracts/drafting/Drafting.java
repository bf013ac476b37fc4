package org.crmcontracts.contracts.drafting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.crmcontracts.connectors.customer.CustomerIdentity;
import org.crmcontracts.connectors.customer.Customers;
import org.crmcontracts.contracts.library.Clause;
import org.crmcontracts.contracts.library.ContractType;
import org.crmcontracts.contracts.library.Library;
import org.crmcontracts.contracts.library.NumberingRule;
import org.crmcontracts.contracts.library.Numbers;
import org.crmcontracts.contracts.lifecycle.Changing;
import org.crmcontracts.contracts.lifecycle.Contract;
import org.crmcontracts.contracts.lifecycle.ContractAction;
import org.crmcontracts.contracts.lifecycle.ContractCancelled;
import org.crmcontracts.contracts.lifecycle.ContractCommand;
import org.crmcontracts.contracts.lifecycle.ContractFacts;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.contracts.lifecycle.ContractViews;
import org.crmcontracts.contracts.lifecycle.Contracts;
import org.crmcontracts.contracts.lifecycle.Counterparty;
import org.crmcontracts.contracts.lifecycle.Fact;
import org.crmcontracts.contracts.lifecycle.LifecycleEvent;
import org.crmcontracts.contracts.lifecycle.PaymentTerm;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.tenants.audit.Personal;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.people.Policy;
import org.crmcontracts.tenants.settings.TenantSettings;
import org.jspecify.annotations.Nullable;

/** Writing and giving up drafts. */
@ApplicationScoped
@Transactional
public class Drafting {
    @Inject
    Contracts contracts;

    @Inject
    ContractViews views;

    @Inject
    Changing changing;

    @Inject
    Library library;

    @Inject
    Numbers numbers;

    @Inject
    Customers customers;

    @Inject
    Idempotency idempotency;

    @Inject
    CurrentCaller current;

    @Inject
    TenantSettings settings;

    @Inject
    Event<ContractCancelled> cancelled;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** A new draft with its number, from a template if one is named. */
    public ContractView create(DraftRequest request, IdempotencyKey key) {
        request.check();
        Policy.require(current.get(), ContractAction.CREATE);
        return idempotency.once(key, "contract.create", request, ContractView.class, () -> {
            Caller caller = current.get();
            Instant now = clock.instant();
            ContractFacts facts = facts(request, null);
            ContractType type = library.type(facts.type());
            List<Clause> clauses = request.templateId() == null
                    ? List.of()
                    : library.template(request.templateId()).clauses();
            int year = LocalDate.ofInstant(now, settings.zone()).getYear();
            String number = numbers.next(NumberingRule.Kind.CONTRACT, type.numberPrefix(), year);
            Contract contract = new Contract(ids.next(), number, facts, Person.of(caller), now);
            if (!clauses.isEmpty()) {
                contract.replaceClauses(clauses, ids::next, now);
            }
            contracts.add(contract);
            changing.record(contract, Fact.of("contract.created", Map.of("number", number)));
            return views.ofNew(contract);
        });
    }

    public ContractView edit(ContractCommand command, DraftRequest request) {
        request.check();
        return changing.change(command, ContractAction.UPDATE, "contract.edit", request, contract -> {
            contract.require(LifecycleEvent.EDIT);
            ContractFacts facts = facts(request, contract);
            library.type(facts.type());
            contract.edit(facts, clock.instant());
            return Fact.of("contract.edited", Map.of("title", facts.title()));
        });
    }

    public ContractView setPayments(ContractCommand command, PaymentsRequest request) {
        List<PaymentTerm> terms = request.terms();
        return changing.change(command, ContractAction.UPDATE, "contract.payments", request, contract -> {
            contract.replacePayments(terms, ids::next, clock.instant());
            return Fact.of("contract.payments-set", Map.of("items", terms.size()));
        });
    }

    public ContractView setClauses(ContractCommand command, ClausesRequest request) {
        List<Clause> clauses = request.checked();
        return changing.change(
                command,
                ContractAction.UPDATE,
                "contract.clauses",
                request,
                contract -> replace(contract, clauses, "editor"));
    }

    /** {@code IMPORT_HAS_NO_CLAUSES} if the text has nothing to take over. */
    public ContractView importClauses(ContractCommand command, ClauseImportRequest request) {
        request.check();
        return changing.change(command, ContractAction.UPDATE, "contract.clause-import", request, contract -> {
            contract.require(LifecycleEvent.EDIT);
            List<Clause> read = read(request);
            if (read.isEmpty()) {
                throw new Problem(DraftingProblem.IMPORT_HAS_NO_CLAUSES);
            }
            List<Clause> clauses = new ArrayList<>(request.replaces() ? List.of() : contract.clauses());
            clauses.addAll(read);
            return replace(contract, clauses, request.templateId() == null ? "text" : "template");
        });
    }

    public ContractView cancel(ContractCommand command, ReasonRequest request) {
        String reason = request.checked();
        return changing.change(command, ContractAction.END, "contract.cancel", request, contract -> {
            Instant now = clock.instant();
            contract.cancel(now);
            cancelled.fire(new ContractCancelled(contract.id(), now));
            return Fact.of("contract.cancelled", Map.of("reason", Personal.of(reason)));
        });
    }

    private List<Fact> replace(Contract contract, List<Clause> clauses, String source) {
        contract.replaceClauses(clauses, ids::next, clock.instant());
        return Fact.of("contract.clauses-set", Map.of("clauses", clauses.size(), "source", source));
    }

    private List<Clause> read(ClauseImportRequest request) {
        if (request.templateId() != null) {
            return library.template(request.templateId()).clauses();
        }
        String content = Objects.requireNonNull(request.content(), "checked before");
        return "markdown".equals(request.format()) ? MarkdownClauses.read(content) : PlainTextClauses.read(content);
    }

    private ContractFacts facts(DraftRequest request, @Nullable Contract present) {
        CustomerIdentity customer = customers.identity(Objects.requireNonNull(request.customerId(), "checked before"));
        String ourParty = request.ourParty();
        if (ourParty == null || ourParty.isBlank()) {
            ourParty = present == null ? current.get().tenant().name() : present.ourParty();
        }
        return new ContractFacts(
                Objects.requireNonNull(request.title(), "checked before").strip(),
                Objects.requireNonNull(request.type(), "checked before"),
                ourParty.strip(),
                new Counterparty(customer.id(), customer.name(), customer.registrationNumber(), customer.address()),
                request.money(),
                request.startsOn(),
                request.endsOn());
    }
}
