package org.crmcontracts.connectors.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.crmcontracts.connectors.customer.Likeness.Facts;
import org.crmcontracts.connectors.customer.Likeness.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LikenessTest {
    private static final String NUMBER = "91310000MA1FL0XX12";

    private static Facts facts(String name, @Nullable String number, @Nullable String phone, String... domains) {
        return new Facts(name, number, phone, Set.of(domains));
    }

    private static Likeness of(Facts one, Facts other) {
        return Likeness.of(one, other);
    }

    @Test
    void theSameNumberIsEnough() {
        Likeness found = of(facts("Old name", NUMBER, null), facts("New name", " 9131 0000-ma1fl0xx12 ", null));
        assertThat(found.isShown()).isTrue();
        assertThat(found.reasons()).contains(Reason.REGISTRATION_NUMBER);
    }

    @Test
    void theSameNameIsEnoughUnlessTheNumbersDiffer() {
        assertThat(of(facts("Acme Ltd", NUMBER, null), facts("ACME Limited", null, null))
                        .isShown())
                .isTrue();
        assertThat(of(facts("Acme Ltd", NUMBER, null), facts("ACME Limited", "91310000MA1FL0XX99", null))
                        .isShown())
                .isFalse();
    }

    @Test
    void asksOfASimilarNameASecondSign() {
        Facts one = facts("Acme Trading", null, "+86 (10) 6655-4433", "acme.example");
        assertThat(of(one, facts("Acme Tradings", null, null)).isShown()).isFalse();
        assertThat(of(one, facts("Acme Tradings", null, "01066554433")).reasons())
                .containsExactlyInAnyOrder(Reason.SIMILAR_NAME, Reason.PHONE);
        assertThat(of(one, facts("Acme Tradings", null, "01066554433")).isShown())
                .isTrue();
        assertThat(of(one, facts("Acme Tradings", null, null, "acme.example")).isShown())
                .isTrue();
    }

    @Test
    void aSwitchboardOrAPublicMailDomainAloneTellsNothing() {
        assertThat(of(facts("Alpha", null, "4001234567", "qq.com"), facts("Beta", null, "4001234567", "qq.com"))
                        .isShown())
                .isFalse();
        assertThat(of(facts("Alpha", null, null, "qq.com"), facts("Beta", null, null, "qq.com"))
                        .reasons())
                .isEmpty();
    }

    @Provide
    Arbitrary<Facts> facts() {
        return Combinators.combine(
                        Arbitraries.of("Acme Ltd", "ACME", "Acme Trading", "上海贝塔有限公司", "上海贝塔", "<b>", "\u0000"),
                        Arbitraries.of(NUMBER, "91310000MA1FL0XX99", "n/a", "").injectNull(0.3),
                        Arbitraries.of("+86 10 66554433", "1066554433", "-", "３３４４５５６６")
                                .injectNull(0.3),
                        Arbitraries.of("acme.example", "qq.com", "b.example").set())
                .as(Facts::new);
    }

    @Property
    void isSymmetricStableAndBounded(@ForAll("facts") Facts one, @ForAll("facts") Facts other) {
        Likeness found = of(one, other);
        assertThat(of(other, one)).isEqualTo(found);
        assertThat(of(one, other)).isEqualTo(found);
        assertThat(found.score()).isBetween(0, 100);
        assertThat(found.isShown() && found.reasons().isEmpty()).isFalse();
    }

    @Property
    void nothingIsMoreAlikeThanTheSameCustomer(@ForAll("facts") Facts one, @ForAll("facts") Facts other) {
        assertThat(of(one, one).score()).isGreaterThanOrEqualTo(of(one, other).score());
    }
}
