package org.crmcontracts.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.FieldMapping.Owner;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldMapTest {
    private static final List<RemoteField> DESCRIBED = List.of(
            field("Account_Name", RemoteField.Type.TEXT, true, 200, Map.of()),
            field("Industry", RemoteField.Type.CHOICE, false, null, Map.of("opt1", "Banking", "opt2", "Trade")),
            field("Score", RemoteField.Type.NUMBER, false, null, Map.of()));

    private final FieldMap map = new FieldMap(
            RemoteKind.ACCOUNT,
            Stream.of(
                            mapping("name", "Account_Name", Owner.MANUAL),
                            mapping("industry", "Industry", Owner.LOCAL),
                            mapping("phone", "Phone", Owner.REMOTE),
                            mapping("website", "Score", Owner.LOCAL))
                    .map(FieldRule::of)
                    .toList(),
            DESCRIBED);

    private static RemoteField field(
            String name, RemoteField.Type type, boolean required, Integer most, Map<String, String> options) {
        return new RemoteField(name, name, type, true, required, most, options);
    }

    private static FieldMapping mapping(String ours, String theirs, Owner owner) {
        return new FieldMapping(RemoteKind.ACCOUNT, ours, theirs, owner);
    }

    @Test
    void fieldsChangeTheirNamesAndOptionsTheirForm() {
        FieldMap.Taken taken = map.take(Map.of("Account_Name", " Acme ", "Industry", "opt2", "Other", "x"));
        assertThat(taken.faults()).isEmpty();
        assertThat(taken.fields()).isEqualTo(Map.of("name", "Acme", "industry", "Trade"));
    }

    @Test
    void aValueThatCannotBeHeldIsNamedWithItsField() {
        assertThat(map.take(Map.of("Industry", "opt9", "Phone", "x".repeat(3_000)))
                        .faults())
                .containsExactlyInAnyOrder(
                        new FieldFault("name", FieldFault.Code.VALUE_MISSING),
                        new FieldFault("industry", FieldFault.Code.VALUE_NO_OPTION),
                        new FieldFault("phone", FieldFault.Code.VALUE_TOO_LONG));
        assertThat(map.take(Map.of("Account_Name", "a\0b")).faults())
                .containsExactly(new FieldFault("name", FieldFault.Code.VALUE_NOT_TEXT));
        assertThat(map.take(Map.of("Account_Name", "half \ud83d")).faults())
                .containsExactly(new FieldFault("name", FieldFault.Code.VALUE_NOT_TEXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", " =HYPERLINK(\"x\")", "＝1", "@SUM(1)", "+SUM(A1)", "-cmd(x)", "\u000b=1"})
    void aFormulaIsNoValue(String value) {
        assertThat(FieldMap.fault("name", value)).contains(FieldFault.Code.VALUE_IS_FORMULA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+86 10 6505 1234", "-5", "A=B", "Emoji 🏭 Works", "北京（集团）", "+49 (30) 1234"})
    void whatOnlyLooksLikeOneIsAValue(String value) {
        assertThat(FieldMap.fault("name", value)).isEmpty();
    }

    @Test
    void onlyWhatMayBeWrittenIsGivenInTheirForm() {
        List<FieldFault> faults = new ArrayList<>();
        Map<String, Optional<String>> given = map.give(
                Map.of(
                        "name", Optional.empty(),
                        "industry", Optional.of("Banking"),
                        "phone", Optional.of("1"),
                        "website", Optional.of("many")),
                faults);
        assertThat(given).isEqualTo(Map.of("Industry", Optional.of("opt1")));
        assertThat(faults)
                .containsExactlyInAnyOrder(
                        new FieldFault("name", FieldFault.Code.VALUE_MISSING),
                        new FieldFault("website", FieldFault.Code.VALUE_NO_OPTION));
    }

    @Test
    void aPausedFieldRests() {
        FieldMap resting = new FieldMap(
                RemoteKind.ACCOUNT,
                List.of(
                        FieldRule.of(mapping("name", "Account_Name", Owner.MANUAL)),
                        FieldRule.of(mapping("industry", "Industry", Owner.LOCAL))
                                .paused("FIELD_GONE")),
                DESCRIBED);
        assertThat(resting.asked()).containsExactly("Account_Name");
        assertThat(resting.take(Map.of("Account_Name", "A", "Industry", "opt9")).faults())
                .isEmpty();
        assertThat(resting.mayWrite("industry")).isFalse();
    }
}
