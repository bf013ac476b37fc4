package org.crmcontracts.contracts.lifecycle;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.crmcontracts.contracts.library.Clause;
import org.crmcontracts.contracts.library.ContractType;
import org.crmcontracts.contracts.library.NumberedClause;
import org.crmcontracts.contracts.terms.ContentHash;
import org.crmcontracts.contracts.terms.InstantColumn;
import org.crmcontracts.contracts.terms.Money;
import org.crmcontracts.contracts.terms.MoneyText;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A contract (合同). It is drafted and edited, submitted (its content is hashed and no longer changes), approved,
 * signed, active until it is settled, completed, closed and at last archived; until it is signed it may be cancelled.
 * Each intention method refuses with {@code WRONG_STATE} what {@link Transitions} does not allow.
 */
@Entity
@Table(name = "contract")
public class Contract {
    @Id
    @Column(name = "id")
    private UUID id;

    @Version
    @Column(name = "version")
    private long version;

    @Column(name = "number")
    private String number;

    @Column(name = "type_key")
    private String type;

    @Column(name = "title")
    private String title;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private LifecycleState state;

    @Column(name = "our_party")
    private String ourParty;

    @Embedded
    private Counterparty counterparty;

    @Embedded
    private @Nullable Money amount;

    @Column(name = "starts_on")
    private @Nullable LocalDate startsOn;

    @Column(name = "ends_on")
    private @Nullable LocalDate endsOn;

    @Column(name = "effective_on")
    private @Nullable LocalDate effectiveOn;

    @Column(name = "content_hash")
    private @Nullable String contentHash;

    @Column(name = "owner_id")
    private String ownerId;

    @Column(name = "owner_name")
    private String ownerName;

    @Convert(converter = InstantColumn.class)
    @Column(name = "created_at")
    private Instant createdAt;

    @Convert(converter = InstantColumn.class)
    @Column(name = "updated_at")
    private Instant updatedAt;

    @OneToMany(mappedBy = "contract", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("position")
    private List<ContractClause> clauses = new ArrayList<>();

    @OneToMany(mappedBy = "contract", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("position")
    private List<PaymentItem> payments = new ArrayList<>();

    protected Contract() {}

    public Contract(UUID id, String number, ContractFacts facts, Person owner, Instant now) {
        this.id = id;
        this.number = number;
        this.state = LifecycleState.DRAFT;
        this.ownerId = owner.id();
        this.ownerName = owner.name();
        this.createdAt = now;
        this.updatedAt = now;
        state(facts);
    }

    /** {@code STALE_VERSION} if somebody else was faster. */
    public void expect(long expected) {
        if (version != expected) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
    }

    /** {@code WRONG_STATE} unless the event may happen now. */
    public void require(LifecycleEvent event) {
        next(event);
    }

    public void edit(ContractFacts facts, Instant now) {
        go(LifecycleEvent.EDIT, now);
        state(facts);
    }

    /** Replaces all clauses; {@code INPUT_INVALID} as {@link Clause#check}. */
    public void replaceClauses(List<Clause> replacement, Supplier<UUID> ids, Instant now) {
        require(LifecycleEvent.EDIT);
        Clause.check(replacement);
        go(LifecycleEvent.EDIT, now);
        clauses.clear();
        for (int i = 0; i < replacement.size(); i++) {
            clauses.add(new ContractClause(ids.get(), this, i, replacement.get(i)));
        }
    }

    /**
     * Replaces all instalments; none at all is allowed while drafting. {@code PAYMENT_SUM_MISMATCH} unless they add
     * up to the amount, {@code PAYMENT_WITHOUT_AMOUNT} if there is none.
     */
    public void replacePayments(List<PaymentTerm> terms, Supplier<UUID> ids, Instant now) {
        require(LifecycleEvent.EDIT);
        if (!terms.isEmpty()) {
            if (amount == null) {
                throw new Problem(LifecycleProblem.PAYMENT_WITHOUT_AMOUNT);
            }
            PaymentTerm.schedule(terms).require(amount);
        }
        go(LifecycleEvent.EDIT, now);
        payments.clear();
        for (int i = 0; i < terms.size(); i++) {
            payments.add(new PaymentItem(ids.get(), this, i, terms.get(i)));
        }
    }

    /** Freezes the content for review; {@code SUBMISSION_INCOMPLETE} with everything that is missing. */
    public ContentHash submit(ContractType rules, Instant now) {
        require(LifecycleEvent.SUBMIT);
        List<FieldError> missing = new Completeness(this, rules).missing();
        if (!missing.isEmpty()) {
            throw new Problem(LifecycleProblem.SUBMISSION_INCOMPLETE).withErrors(missing);
        }
        ContentHash hash = content().hash();
        contentHash = hash.hex();
        go(LifecycleEvent.SUBMIT, now);
        return hash;
    }

    public void returnToDraft(Instant now) {
        go(LifecycleEvent.RETURN, now);
        contentHash = null;
    }

    public void withdraw(Instant now) {
        go(LifecycleEvent.WITHDRAW, now);
        contentHash = null;
    }

    /** {@code CONTENT_CHANGED} if what the reviewers saw is not what the contract says now (I4). */
    public void approve(ContentHash reviewed, Instant now) {
        require(LifecycleEvent.APPROVE);
        requireContent(reviewed);
        go(LifecycleEvent.APPROVE, now);
    }

    /** {@code CONTENT_CHANGED} if the contract is no longer what was approved (I4). */
    public void sendToSign(ContentHash approved, Instant now) {
        require(LifecycleEvent.SEND_TO_SIGN);
        requireContent(approved);
        go(LifecycleEvent.SEND_TO_SIGN, now);
    }

    public void voidSigning(Instant now) {
        go(LifecycleEvent.VOID_SIGNING, now);
    }

    /**
     * Both sides have signed. The contract takes effect on the later of the last signature and its agreed start, at
     * once if that day has come.
     *
     * @return the day it takes effect
     */
    public LocalDate sign(LocalDate lastSignedOn, LocalDate today, Instant now) {
        go(LifecycleEvent.REGISTER_SIGNING, now);
        LocalDate effective = startsOn != null && startsOn.isAfter(lastSignedOn) ? startsOn : lastSignedOn;
        effectiveOn = effective;
        if (!effective.isAfter(today)) {
            activate(today, now);
        }
        return effective;
    }

    /** {@code NOT_YET_EFFECTIVE} before the day the contract takes effect. */
    public void activate(LocalDate today, Instant now) {
        require(LifecycleEvent.ACTIVATE);
        LocalDate effective = Objects.requireNonNull(effectiveOn, "a signed contract has an effective date");
        if (effective.isAfter(today)) {
            throw Problem.of(LifecycleProblem.NOT_YET_EFFECTIVE, "effectiveOn", effective.toString());
        }
        go(LifecycleEvent.ACTIVATE, now);
    }

    public void recordReceipt(Instant now) {
        go(LifecycleEvent.RECORD_RECEIPT, now);
    }

    public void complete(Instant now) {
        go(LifecycleEvent.COMPLETE, now);
    }

    public void close(Instant now) {
        go(LifecycleEvent.CLOSE, now);
    }

    public void archive(Instant now) {
        go(LifecycleEvent.ARCHIVE, now);
    }

    /** The number stays consumed. */
    public void cancel(Instant now) {
        go(LifecycleEvent.CANCEL, now);
    }

    public void upload(Instant now) {
        go(LifecycleEvent.UPLOAD, now);
    }

    /** Marks a change of something that readers see as part of the contract, so that its ETag changes too. */
    public void touch(Instant now) {
        updatedAt = now;
    }

    private LifecycleState next(LifecycleEvent event) {
        return Transitions.next(state, event).orElseThrow(() -> wrongState(event));
    }

    private void go(LifecycleEvent event, Instant now) {
        state = next(event);
        touch(now);
    }

    /** The refusal of an event, with what is possible instead. */
    public Problem wrongState(LifecycleEvent event) {
        return Problem.of(LifecycleProblem.WRONG_STATE, "state", state.name(), "action", event.action())
                .extend("state", state.name())
                .extend("allowedActions", Transitions.actions(state));
    }

    private void state(ContractFacts facts) {
        title = facts.title();
        type = facts.type();
        ourParty = facts.ourParty();
        counterparty = facts.counterparty();
        amount = facts.amount();
        startsOn = facts.startsOn();
        endsOn = facts.endsOn();
    }

    private void requireContent(ContentHash expected) {
        if (!content().hash().equals(expected) || !expected.hex().equals(contentHash)) {
            throw new Problem(LifecycleProblem.CONTENT_CHANGED);
        }
    }

    /** What is agreed, as it stands now. */
    public ContractContent content() {
        return new ContractContent(
                number,
                title,
                type,
                ourParty,
                new ContractContent.Party(
                        counterparty.customerId(),
                        counterparty.name(),
                        counterparty.registrationNumber(),
                        counterparty.address()),
                MoneyText.of(amount),
                startsOn,
                endsOn,
                NumberedClause.number(clauses()),
                payments().stream().map(ContractContent.Payment::of).toList());
    }

    public UUID id() {
        return id;
    }

    public long version() {
        return version;
    }

    /** Whether nothing has happened to it yet: no review, no signature. Its changes must have been written. */
    public boolean isAsCreated() {
        return version == 1;
    }

    public String number() {
        return number;
    }

    public String type() {
        return type;
    }

    public String title() {
        return title;
    }

    public LifecycleState state() {
        return state;
    }

    public String ourParty() {
        return ourParty;
    }

    public Counterparty counterparty() {
        return counterparty;
    }

    public @Nullable Money amount() {
        return amount;
    }

    public @Nullable LocalDate startsOn() {
        return startsOn;
    }

    public @Nullable LocalDate endsOn() {
        return endsOn;
    }

    public @Nullable LocalDate effectiveOn() {
        return effectiveOn;
    }

    /** Of the submitted content, null while drafting. */
    public @Nullable String contentHash() {
        return contentHash;
    }

    public Person owner() {
        return new Person(ownerId, ownerName);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public List<Clause> clauses() {
        return clauses.stream()
                .sorted(Comparator.comparingInt(ContractClause::position))
                .map(ContractClause::clause)
                .toList();
    }

    public List<PaymentItem> payments() {
        return payments.stream()
                .sorted(Comparator.comparingInt(PaymentItem::position))
                .toList();
    }
}
