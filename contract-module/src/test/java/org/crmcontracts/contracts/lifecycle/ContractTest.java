package org.crmcontracts.contracts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.crmcontracts.contracts.library.Clause;
import org.crmcontracts.contracts.library.ContractType;
import org.crmcontracts.contracts.terms.ContentHash;
import org.crmcontracts.contracts.terms.Money;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.http.ProblemCode;
import org.junit.jupiter.api.Test;

class ContractTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final ContractType SALES = new ContractType("sales", "SAL", false, true);
    private static final UUID CUSTOMER = UUID.fromString("01890000-0000-7000-8000-000000000001");

    private static ContractFacts facts(String title, String amount, LocalDate startsOn) {
        return new ContractFacts(
                title,
                "sales",
                "Ours",
                new Counterparty(CUSTOMER, "Theirs", null, "Road 1"),
                amount == null ? null : Money.of(amount, "CNY"),
                startsOn,
                null);
    }

    private static Contract draft(String amount, LocalDate startsOn) {
        Contract contract = new Contract(
                UUID.randomUUID(), "SAL-2026-00001", facts("Goods", amount, startsOn), new Person("u1", "Ann"), NOW);
        contract.replaceClauses(List.of(new Clause(1, "Goods", "The seller delivers.")), UUID::randomUUID, NOW);
        return contract;
    }

    private static Contract complete(LocalDate startsOn) {
        Contract contract = draft("1000.00", startsOn);
        pay(contract, "300.00", "700.00");
        return contract;
    }

    private static void pay(Contract contract, String... amounts) {
        contract.replacePayments(
                java.util.Arrays.stream(amounts)
                        .map(a -> new PaymentTerm("Part", null, Money.of(a, "CNY"), TODAY, PaymentMethod.BANK_TRANSFER))
                        .toList(),
                UUID::randomUUID,
                NOW);
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }

    @Test
    void aContractGoesFromDraftToArchive() {
        Contract contract = complete(null);
        ContentHash hash = contract.submit(SALES, NOW);
        contract.approve(hash, NOW);
        contract.sendToSign(hash, NOW);
        assertThat(contract.sign(TODAY.minusDays(1), TODAY, NOW)).isEqualTo(TODAY.minusDays(1));
        assertThat(contract.state()).isEqualTo(LifecycleState.ACTIVE);
        contract.complete(NOW);
        contract.close(NOW);
        contract.archive(NOW);
        assertThat(contract.state()).isEqualTo(LifecycleState.ARCHIVED);
        assertThatThrownBy(() -> contract.edit(facts("Other", "1.00", null), NOW))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(LifecycleProblem.WRONG_STATE);
                    assertThat(problem.members())
                            .containsEntry("state", "ARCHIVED")
                            .containsEntry("allowedActions", List.of());
                });
        assertThat(contract.title()).isEqualTo("Goods");
    }

    @Test
    void anIncompleteDraftSaysAllThatIsMissing() {
        Contract contract = new Contract(
                UUID.randomUUID(), "SAL-2026-00001", facts("Goods", null, null), new Person("u1", "Ann"), NOW);
        assertThatThrownBy(() -> contract.submit(SALES, NOW))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.errors())
                        .extracting(FieldError::code)
                        .containsExactly("CLAUSES_MISSING", "AMOUNT_MISSING"));
    }

    @Test
    void anAmountEditedAfterTheScheduleStopsTheSubmission() {
        Contract contract = complete(null);
        contract.edit(facts("Goods", "1000.01", null), NOW);
        assertThatThrownBy(() -> contract.submit(SALES, NOW))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.errors())
                        .extracting(FieldError::code)
                        .containsExactly("PAYMENTS_DO_NOT_ADD_UP"));
    }

    @Test
    void instalmentsNeedAnAmount() {
        refused(LifecycleProblem.PAYMENT_WITHOUT_AMOUNT, () -> pay(draft(null, null), "1.00"));
    }

    @Test
    void confidentialityIsDemandedWhereTheTypeSaysSo() {
        Contract contract = draft(null, null);
        ContractType nda = new ContractType("nda", "NDA", true, false);
        assertThatThrownBy(() -> contract.submit(nda, NOW))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.errors())
                        .extracting(FieldError::code)
                        .containsExactly("CONFIDENTIALITY_MISSING"));
        contract.replaceClauses(List.of(new Clause(1, "保密", "双方保密。")), UUID::randomUUID, NOW);
        contract.submit(nda, NOW);
        assertThat(contract.state()).isEqualTo(LifecycleState.IN_REVIEW);
    }

    @Test
    void onlyWhatWasReviewedIsApprovedAndSigned() {
        Contract contract = complete(null);
        ContentHash hash = contract.submit(SALES, NOW);
        refused(LifecycleProblem.CONTENT_CHANGED, () -> contract.approve(ContentHash.of("another"), NOW));
        Contract other = complete(null);
        other.approve(other.submit(SALES, NOW), NOW);
        refused(LifecycleProblem.CONTENT_CHANGED, () -> other.sendToSign(ContentHash.of("another"), NOW));
        assertThat(hash.hex()).isEqualTo(contract.contentHash());
    }

    @Test
    void theHashIsOfTheContentAlone() {
        ContentHash hash = complete(null).content().hash();
        assertThat(complete(null).content().hash()).isEqualTo(hash);
        Contract changed = complete(null);
        pay(changed, "300.01", "699.99");
        assertThat(changed.content().hash()).isNotEqualTo(hash);
    }

    @Test
    void theHashSurvivesTheRoundTripThroughJson() throws Exception {
        ContractContent content = complete(TODAY).content();
        ContractContent read = Json.mapper().readValue(content.canonical(), ContractContent.class);
        assertThat(read.hash()).isEqualTo(content.hash());
        assertThat(ContentHash.ofCanonical(content.canonical())).isEqualTo(content.hash());
    }

    @Test
    void theCanonicalFormStaysAsItIs() {
        Contract contract = new Contract(
                UUID.randomUUID(), "SAL-2026-00001", facts("货物", "10", TODAY), new Person("u1", "Ann"), NOW);
        contract.replaceClauses(List.of(new Clause(1, null, "a \"b\"\nc")), UUID::randomUUID, NOW);
        contract.replacePayments(
                List.of(new PaymentTerm("P", new BigDecimal("100"), Money.of("10", "CNY"), null, PaymentMethod.CASH)),
                UUID::randomUUID,
                NOW);
        // A hash kept for years must be computable for years: this text may never change.
        assertThat(contract.content().canonical())
                .isEqualTo("{\"amount\":{\"amount\":\"10.00\",\"currency\":\"CNY\"},"
                        + "\"clauses\":[{\"depth\":1,\"number\":\"1\",\"text\":\"a \\\"b\\\"\\nc\"}],"
                        + "\"counterparty\":{\"address\":\"Road 1\","
                        + "\"customerId\":\"01890000-0000-7000-8000-000000000001\",\"name\":\"Theirs\"},"
                        + "\"number\":\"SAL-2026-00001\",\"ourParty\":\"Ours\","
                        + "\"payments\":[{\"amount\":{\"amount\":\"10.00\",\"currency\":\"CNY\"},"
                        + "\"method\":\"CASH\",\"name\":\"P\",\"percentage\":\"100.00\"}],"
                        + "\"startsOn\":\"2026-11-23\",\"title\":\"货物\",\"type\":\"sales\"}");
    }

    @Test
    void aContractTakesEffectOnTheLaterOfStartAndLastSignature() {
        Contract contract = complete(TODAY.plusDays(3));
        ContentHash hash = contract.submit(SALES, NOW);
        contract.approve(hash, NOW);
        contract.sendToSign(hash, NOW);
        assertThat(contract.sign(TODAY, TODAY, NOW)).isEqualTo(TODAY.plusDays(3));
        assertThat(contract.state()).isEqualTo(LifecycleState.SIGNED);
        refused(LifecycleProblem.NOT_YET_EFFECTIVE, () -> contract.activate(TODAY.plusDays(2), NOW));
    }

    @Test
    void aStaleVersionIsRefused() {
        refused(HttpProblem.STALE_VERSION, () -> draft("1.00", null).expect(99));
    }
}
