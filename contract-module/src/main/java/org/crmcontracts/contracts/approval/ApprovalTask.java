package org.crmcontracts.contracts.approval;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.contracts.terms.InstantColumn;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** One lane's decision in a round (审批任务): waiting for the lanes before it, open, and then decided or cancelled. */
@Entity
@Table(name = "approval_task")
public class ApprovalTask {
    /** Where the task is. */
    public enum State {
        WAITING,
        OPEN,
        APPROVED,
        RETURNED,
        CANCELLED
    }

    @Id
    @Column(name = "id")
    private UUID id;

    @Version
    @Column(name = "version")
    private long version;

    @ManyToOne
    @JoinColumn(name = "instance_id")
    private ApprovalInstance instance;

    @Enumerated(EnumType.STRING)
    @Column(name = "lane")
    private Lane lane;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private State state;

    @Column(name = "decided_by_id")
    private @Nullable String decidedById;

    @Column(name = "decided_by_name")
    private @Nullable String decidedByName;

    @Convert(converter = InstantColumn.class)
    @Column(name = "decided_at")
    private @Nullable Instant decidedAt;

    @Column(name = "comment")
    private @Nullable String comment;

    protected ApprovalTask() {}

    ApprovalTask(UUID id, ApprovalInstance instance, Lane lane) {
        this.id = id;
        this.instance = instance;
        this.lane = lane;
        this.state = lane.isLast() ? State.WAITING : State.OPEN;
    }

    /** {@code STALE_VERSION} if the task changed since the caller saw it. */
    void expect(long expected) {
        if (version != expected) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
    }

    void open() {
        state = State.OPEN;
    }

    void decide(State decision, Person by, @Nullable String why, Instant now) {
        state = decision;
        decidedById = by.id();
        decidedByName = by.name();
        decidedAt = now;
        comment = why;
    }

    void cancel() {
        if (state == State.OPEN || state == State.WAITING) {
            state = State.CANCELLED;
        }
    }

    public UUID id() {
        return id;
    }

    public long version() {
        return version;
    }

    public ApprovalInstance instance() {
        return instance;
    }

    public Lane lane() {
        return lane;
    }

    public State state() {
        return state;
    }

    public @Nullable String decidedById() {
        return decidedById;
    }

    public @Nullable String decidedByName() {
        return decidedByName;
    }

    public @Nullable Instant decidedAt() {
        return decidedAt;
    }

    public @Nullable String comment() {
        return comment;
    }
}
