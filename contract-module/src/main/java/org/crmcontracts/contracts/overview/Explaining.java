package org.crmcontracts.contracts.overview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Access;
import org.crmcontracts.contracts.lifecycle.ContractAccess;
import org.crmcontracts.contracts.lifecycle.ContractAction;
import org.crmcontracts.contracts.lifecycle.LifecycleProblem;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Messages;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.HostPerson;
import org.crmcontracts.tenants.people.Decision;
import org.crmcontracts.tenants.people.Facts;
import org.crmcontracts.tenants.people.People;
import org.crmcontracts.tenants.people.PeopleAction;
import org.crmcontracts.tenants.people.PeopleProblem;
import org.crmcontracts.tenants.people.Permissions;
import org.crmcontracts.tenants.people.Person;
import org.crmcontracts.tenants.people.Policy;
import org.crmcontracts.tenants.people.Recognising;
import org.jspecify.annotations.Nullable;

/** Says why a person may or may not do something, with the reasons of the very decision that the API takes. */
@ApplicationScoped
@Transactional
public class Explaining {
    @Inject
    ContractAccess access;

    @Inject
    People people;

    @Inject
    Recognising recognising;

    @Inject
    CurrentCaller current;

    /** One rule that was tried, in words. */
    public record Reason(String subject, String rule, boolean holds, String text) {}

    /**
     * The answer.
     *
     * @param outcome {@code NOT_FOUND} where the person is not to know that the contract exists
     */
    public record Explanation(
            String userId,
            String name,
            List<String> roles,
            String action,
            @Nullable UUID contractId,
            Access.Outcome outcome,
            List<String> masked,
            List<Reason> trace) {}

    /**
     * {@code FORBIDDEN} about others for who may not know of people, {@code PERSON_NOT_FOUND}, {@code ACTION_UNKNOWN},
     * {@code CONTRACT_NOT_FOUND}.
     *
     * @param userId null for the caller
     * @param contractId null for something that the person owns
     */
    public Explanation explain(@Nullable String userId, String action, @Nullable UUID contractId) {
        if (!Permissions.actions().contains(action)) {
            throw new Problem(PeopleProblem.ACTION_UNKNOWN);
        }
        Caller asker = current.get();
        boolean own = userId == null || userId.equals(asker.userId());
        boolean knowsPeople = Policy.decide(asker, PeopleAction.READ, Facts.ownedBy(asker.userId()))
                .allowed();
        if (!own && !knowsPeople) {
            throw new Problem(HttpProblem.FORBIDDEN);
        }
        Caller person = own ? asker : recall(userId);
        Access.Judgement judgement = judge(person, action, contractId, knowsPeople);
        return new Explanation(
                person.userId(),
                person.name(),
                person.roles().stream().map(role -> role.text()).toList(),
                action,
                contractId,
                judgement.outcome(),
                judgement.masked(),
                judgement.trace().stream().map(this::reason).toList());
    }

    private Access.Judgement judge(Caller person, String action, @Nullable UUID contractId, boolean knowsPeople) {
        Optional<ContractAction> known = Arrays.stream(ContractAction.values())
                .filter(one -> one.key().equals(action))
                .findFirst();
        if (known.isPresent() && known.get() != ContractAction.CREATE && contractId != null) {
            // Who may ask about themselves only learns of no contract that they are not to know of.
            return (knowsPeople ? access.find(contractId, person) : Optional.of(access.to(contractId)))
                    .orElseThrow(() -> new Problem(LifecycleProblem.CONTRACT_NOT_FOUND))
                    .judge(known.get());
        }
        Decision decision = Policy.decide(person, action, Facts.ownedBy(person.userId()));
        return new Access.Judgement(
                decision.allowed() ? Access.Outcome.ALLOWED : Access.Outcome.FORBIDDEN,
                decision.masked(),
                decision.trace());
    }

    private Caller recall(String userId) {
        Person person = people.find(userId).orElseThrow(() -> new Problem(PeopleProblem.PERSON_NOT_FOUND));
        return recognising.recall(
                new HostPerson(current.get().tenant(), userId, person.name(), person.hostRoles(), person.hostTeams()),
                person);
    }

    private Reason reason(Decision.Step step) {
        Locale locale = current.locale();
        String role = step.role() == null
                ? ""
                : Messages.text(Policy.class, "role." + step.role().text(), Map.of(), locale);
        return new Reason(
                step.subject(),
                step.rule().name(),
                step.holds(),
                Messages.text(Policy.class, step.key(), Map.of("role", role), locale));
    }
}
