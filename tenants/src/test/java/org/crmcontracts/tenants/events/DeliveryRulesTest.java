package org.crmcontracts.tenants.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.outbound.OutboundAnswer;
import org.crmcontracts.tenants.outbound.OutboundFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final UUID ID = UUID.fromString("0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a");
    private static final RetrySchedule SCHEDULE = RetrySchedule.of(RetrySchedule.USUAL);
    private static final WebhookEndpoint.Patience PATIENCE = new WebhookEndpoint.Patience(3, Duration.ofHours(24));

    private static Attempt answered(int status, Map<String, String> headers, String body) {
        return Attempt.of(new OutboundAnswer.Answered(status, headers, body.getBytes(StandardCharsets.UTF_8)), 12, NOW);
    }

    private static Attempt answered(int status) {
        return answered(status, Map.of(), "");
    }

    private static Verdict verdict(Attempt attempt, int attempts) {
        return Verdict.on(attempt, attempts, ID, SCHEDULE, NOW);
    }

    @Test
    void tenAttemptsReachOverThreeDays() {
        Duration sum = Duration.ZERO;
        for (int attempts = 1; attempts <= 9; attempts++) {
            Duration planned = SCHEDULE.pauses().get(attempts - 1);
            Duration pause = SCHEDULE.pause(attempts, ID, null).orElseThrow();
            assertThat(pause).isBetween(planned, planned.multipliedBy(11).dividedBy(10));
            sum = sum.plus(planned);
        }
        assertThat(sum).isBetween(Duration.ofDays(3), Duration.ofHours(80));
        assertThat(SCHEDULE.pause(10, ID, null)).isEmpty();
        assertThat(SCHEDULE.pause(10, ID, Duration.ofSeconds(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void twoHundredsAreDelivered(int status) {
        assertThat(verdict(answered(status), 1)).isEqualTo(new Verdict(WebhookDelivery.State.DELIVERED, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 301, 302, 400, 401, 404, 429, 500, 503, 599})
    void allElseIsTriedAgainUntilTheLast(int status) {
        Verdict first = verdict(answered(status), 1);
        assertThat(first.state()).isEqualTo(WebhookDelivery.State.WAITING);
        assertThat(first.nextAt()).isBetween(NOW.plusSeconds(5), NOW.plusSeconds(6));
        assertThat(verdict(answered(status), 10)).isEqualTo(new Verdict(WebhookDelivery.State.FAILED, null));
    }

    @Test
    void noAnswerIsTriedAgain() {
        Attempt refused = Attempt.of(
                new OutboundAnswer.Failed(OutboundFailure.ADDRESS_REFUSED, "10.0.0.1 is not public"), 3, NOW);
        assertThat(refused.fault()).isEqualTo("ADDRESS_REFUSED");
        assertThat(refused.excerpt()).isNull();
        assertThat(verdict(refused, 2).state()).isEqualTo(WebhookDelivery.State.WAITING);
    }

    @Test
    void goneIsTheEnd() {
        assertThat(verdict(answered(410), 1)).isEqualTo(new Verdict(WebhookDelivery.State.FAILED, null));
    }

    @ParameterizedTest
    @CsvSource({
        "429, 120, 120",
        "503, 120, 120",
        "503, 1, 5",
        "503, 999999999, 86400",
        "503, 'Wed, 25 Nov 2026 08:10:00 GMT', 600",
        "503, 'Wed, 25 Nov 2026 07:10:00 GMT', 5",
        "503, soon, 5",
        "503, -7, 5",
        "503, 99999999999999999999, 5",
        "500, 120, 5"
    })
    void aReceiverMayAskForTime(int status, String retryAfter, long seconds) {
        Attempt attempt = answered(status, Map.of("retry-after", retryAfter), "");
        assertThat(verdict(attempt, 1).nextAt())
                .isBetween(NOW.plusSeconds(seconds), NOW.plusSeconds(seconds).plusMillis(500));
    }

    @Test
    void anAnswerIsKeptAsShortPlainText() {
        assertThat(answered(500, Map.of(), "a\u0000b\u001b[31mc\nd").excerpt()).isEqualTo("a b [31mc d");
        assertThat(answered(500, Map.of(), "x".repeat(2_000)).excerpt()).hasSize(500);
        String cut = answered(500, Map.of(), "x".repeat(499) + "😀").excerpt();
        assertThat(cut).isEqualTo("x".repeat(499) + " ");
    }

    @Test
    void manyFailuresOverLongEnoughSwitchOff() {
        WebhookEndpoint endpoint = endpoint();
        for (int i = 0; i < 5; i++) {
            endpoint = endpoint.after(answered(500), PATIENCE, NOW.plus(Duration.ofHours(4L * i)));
        }
        assertThat(endpoint.state()).isEqualTo(WebhookEndpoint.State.ACTIVE);
        assertThat(endpoint.failures()).isEqualTo(5);
        assertThat(endpoint.version()).isEqualTo(1);
        WebhookEndpoint off = endpoint.after(answered(500), PATIENCE, NOW.plus(Duration.ofHours(24)));
        assertThat(off.state()).isEqualTo(WebhookEndpoint.State.OFF);
        assertThat(off.offReason()).isEqualTo(WebhookEndpoint.OffReason.FAILING);
        assertThat(off.version()).isEqualTo(2);
        assertThat(endpoint.after(answered(204), PATIENCE, NOW).failures()).isZero();
        assertThatThrownBy(off::paused).isInstanceOf(Problem.class).hasMessage("WEBHOOK_ENDPOINT_OFF");
        WebhookEndpoint resumed = off.resumed();
        assertThat(resumed.state()).isEqualTo(WebhookEndpoint.State.ACTIVE);
        assertThat(resumed.offReason()).isNull();
        assertThat(resumed.failures()).isZero();
        assertThat(resumed.firstFailureAt()).isNull();
    }

    @Test
    void fewFailuresOverLongDoNot() {
        WebhookEndpoint once = endpoint().after(answered(500), PATIENCE, NOW);
        WebhookEndpoint twice = once.after(answered(500), PATIENCE, NOW.plus(Duration.ofDays(3)));
        assertThat(twice.state()).isEqualTo(WebhookEndpoint.State.ACTIVE);
    }

    @Test
    void goneSwitchesOffAtOnceButAPausedOneOnlyCounts() {
        assertThat(endpoint().after(answered(410), PATIENCE, NOW).offReason())
                .isEqualTo(WebhookEndpoint.OffReason.GONE);
        assertThat(endpoint().paused().after(answered(410), PATIENCE, NOW).state())
                .isEqualTo(WebhookEndpoint.State.PAUSED);
    }

    @Test
    void rotationKeepsTheFormerSecretForAWhile() {
        WebhookEndpoint rotated = endpoint().rotated("sealed-2", NOW.plusSeconds(60));
        assertThat(rotated.secrets().current()).isEqualTo("sealed-2");
        assertThat(rotated.secrets().previous()).isEqualTo("sealed-1");
        assertThat(rotated.secrets().previousLives(NOW.plusSeconds(59))).isTrue();
        assertThat(rotated.secrets().previousLives(NOW.plusSeconds(60))).isFalse();
        assertThat(rotated.rotated("sealed-3", NOW).secrets().previous()).isEqualTo("sealed-2");
    }

    private static WebhookEndpoint endpoint() {
        return WebhookEndpoint.registered(
                ID, "https://hook.example/x", "", new EventPatterns(List.of("*")), "sealed-1", NOW);
    }
}
