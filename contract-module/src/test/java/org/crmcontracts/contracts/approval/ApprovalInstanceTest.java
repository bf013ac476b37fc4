package org.crmcontracts.contracts.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.contracts.terms.ContentHash;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.http.ProblemCode;
import org.junit.jupiter.api.Test;

class ApprovalInstanceTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final Person SUBMITTER = new Person("u1", "Ann");
    private static final Person REVIEWER = new Person("u2", "Bob");

    private final ApprovalInstance instance = new ApprovalInstance(
            new Submission(UUID.randomUUID(), UUID.randomUUID(), 1, ContentHash.of("content"), SUBMITTER, NOW),
            UUID::randomUUID);

    private ApprovalTask task(Lane lane) {
        return instance.tasks().get(lane.ordinal());
    }

    private ApprovalInstance.State approve(Lane lane) {
        return instance.decide(task(lane), true, REVIEWER, null, NOW);
    }

    private void refused(ProblemCode code, Lane lane, boolean approve, Person by, String comment) {
        assertThatThrownBy(() -> instance.decide(task(lane), approve, by, comment, NOW))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private List<ApprovalTask.State> states() {
        return instance.tasks().stream().map(ApprovalTask::state).toList();
    }

    @Test
    void threeLanesOpenAtOnceAndTheExecutiveWaits() {
        assertThat(states())
                .containsExactly(
                        ApprovalTask.State.OPEN,
                        ApprovalTask.State.OPEN,
                        ApprovalTask.State.OPEN,
                        ApprovalTask.State.WAITING);
        refused(ApprovalProblem.TASK_NOT_OPEN, Lane.EXECUTIVE, true, REVIEWER, null);
    }

    @Test
    void theExecutiveDecidesAfterAllOthersInAnyOrder() {
        assertThat(approve(Lane.BUSINESS)).isEqualTo(ApprovalInstance.State.RUNNING);
        assertThat(approve(Lane.LEGAL)).isEqualTo(ApprovalInstance.State.RUNNING);
        assertThat(task(Lane.EXECUTIVE).state()).isEqualTo(ApprovalTask.State.WAITING);
        assertThat(approve(Lane.FINANCE)).isEqualTo(ApprovalInstance.State.RUNNING);
        assertThat(task(Lane.EXECUTIVE).state()).isEqualTo(ApprovalTask.State.OPEN);
        assertThat(approve(Lane.EXECUTIVE)).isEqualTo(ApprovalInstance.State.APPROVED);
        assertThat(instance.decidedAt()).isEqualTo(NOW);
    }

    @Test
    void aReturnEndsTheRound() {
        approve(Lane.LEGAL);
        assertThat(instance.decide(task(Lane.FINANCE), false, REVIEWER, "Too dear", NOW))
                .isEqualTo(ApprovalInstance.State.RETURNED);
        assertThat(states())
                .containsExactly(
                        ApprovalTask.State.APPROVED,
                        ApprovalTask.State.RETURNED,
                        ApprovalTask.State.CANCELLED,
                        ApprovalTask.State.CANCELLED);
        refused(ApprovalProblem.TASK_NOT_OPEN, Lane.BUSINESS, true, REVIEWER, null);
    }

    @Test
    void aTaskIsDecidedOnce() {
        approve(Lane.LEGAL);
        refused(ApprovalProblem.TASK_NOT_OPEN, Lane.LEGAL, false, REVIEWER, "Changed my mind");
    }

    @Test
    void theSubmitterMayNotDecide() {
        refused(ApprovalProblem.SUBMITTER_MAY_NOT_APPROVE, Lane.LEGAL, true, SUBMITTER, null);
        refused(ApprovalProblem.SUBMITTER_MAY_NOT_APPROVE, Lane.LEGAL, false, SUBMITTER, "No");
    }

    @Test
    void aReturnNeedsAReason() {
        refused(ApprovalProblem.COMMENT_REQUIRED, Lane.LEGAL, false, REVIEWER, " ");
    }

    @Test
    void whatIsWithdrawnIsNoLongerAskedFor() {
        approve(Lane.LEGAL);
        instance.withdraw(NOW);
        assertThat(instance.state()).isEqualTo(ApprovalInstance.State.WITHDRAWN);
        refused(ApprovalProblem.TASK_NOT_OPEN, Lane.FINANCE, true, REVIEWER, null);
        assertThat(task(Lane.LEGAL).state()).isEqualTo(ApprovalTask.State.APPROVED);
    }
}
