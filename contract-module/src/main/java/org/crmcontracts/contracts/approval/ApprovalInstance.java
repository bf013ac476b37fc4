package org.crmcontracts.contracts.approval;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.contracts.terms.ContentHash;
import org.crmcontracts.contracts.terms.InstantColumn;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * One round of review of one submitted version (审批实例). It runs until every lane has approved, one has returned the
 * contract, or the submitter has taken it back; then it never changes again.
 */
@Entity
@Table(name = "approval_instance")
public class ApprovalInstance {
    /** Where the round is. */
    public enum State {
        RUNNING,
        APPROVED,
        RETURNED,
        WITHDRAWN
    }

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "contract_id")
    private UUID contractId;

    @Column(name = "contract_version_id")
    private UUID contractVersionId;

    @Column(name = "round")
    private int round;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private State state;

    @Column(name = "content_hash")
    private String contentHash;

    @Column(name = "submitted_by_id")
    private String submittedById;

    @Column(name = "submitted_by_name")
    private String submittedByName;

    @Convert(converter = InstantColumn.class)
    @Column(name = "submitted_at")
    private Instant submittedAt;

    @Convert(converter = InstantColumn.class)
    @Column(name = "decided_at")
    private @Nullable Instant decidedAt;

    @OneToMany(mappedBy = "instance", cascade = CascadeType.ALL)
    private List<ApprovalTask> tasks = new ArrayList<>();

    protected ApprovalInstance() {}

    ApprovalInstance(Submission submission, Supplier<UUID> ids) {
        this.id = ids.get();
        this.contractId = submission.contractId();
        this.contractVersionId = submission.contractVersionId();
        this.round = submission.round();
        this.state = State.RUNNING;
        this.contentHash = submission.hash().hex();
        this.submittedById = submission.submitter().id();
        this.submittedByName = submission.submitter().name();
        this.submittedAt = submission.at();
        for (Lane lane : Lane.values()) {
            tasks.add(new ApprovalTask(ids.get(), this, lane));
        }
    }

    /**
     * Decides a task of this round. {@code TASK_NOT_OPEN}, {@code SUBMITTER_MAY_NOT_APPROVE} (I8),
     * {@code COMMENT_REQUIRED} for a return without a reason.
     *
     * @return the state of the round after the decision
     */
    State decide(ApprovalTask task, boolean approve, Person by, @Nullable String comment, Instant now) {
        if (by.id().equals(submittedById)) {
            throw new Problem(ApprovalProblem.SUBMITTER_MAY_NOT_APPROVE);
        }
        if (state != State.RUNNING || task.state() != ApprovalTask.State.OPEN) {
            throw Problem.of(
                            ApprovalProblem.TASK_NOT_OPEN, "state", task.state().name())
                    .extend("taskState", task.state().name());
        }
        if (!approve && (comment == null || comment.isBlank())) {
            throw new Problem(ApprovalProblem.COMMENT_REQUIRED);
        }
        task.decide(approve ? ApprovalTask.State.APPROVED : ApprovalTask.State.RETURNED, by, comment, now);
        if (!approve) {
            end(State.RETURNED, now);
        } else if (tasks.stream().allMatch(t -> t.state() == ApprovalTask.State.APPROVED)) {
            end(State.APPROVED, now);
        } else if (tasks.stream()
                .filter(t -> !t.lane().isLast())
                .allMatch(t -> t.state() == ApprovalTask.State.APPROVED)) {
            tasks.stream().filter(t -> t.lane().isLast()).forEach(ApprovalTask::open);
        }
        return state;
    }

    /** The submitter takes the contract back, or it is cancelled; open tasks are no longer asked for. */
    void withdraw(Instant now) {
        if (state == State.RUNNING) {
            end(State.WITHDRAWN, now);
        }
    }

    private void end(State last, Instant now) {
        state = last;
        decidedAt = now;
        tasks.forEach(ApprovalTask::cancel);
    }

    public UUID id() {
        return id;
    }

    public UUID contractId() {
        return contractId;
    }

    public UUID contractVersionId() {
        return contractVersionId;
    }

    public int round() {
        return round;
    }

    public State state() {
        return state;
    }

    /** Of what the reviewers were shown. */
    public ContentHash contentHash() {
        return new ContentHash(contentHash);
    }

    public Person submitter() {
        return new Person(submittedById, submittedByName);
    }

    public Instant submittedAt() {
        return submittedAt;
    }

    public @Nullable Instant decidedAt() {
        return decidedAt;
    }

    /** In the order of the lanes. */
    public List<ApprovalTask> tasks() {
        return tasks.stream().sorted(Comparator.comparing(ApprovalTask::lane)).toList();
    }
}
