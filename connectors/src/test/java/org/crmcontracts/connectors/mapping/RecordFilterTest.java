package org.crmcontracts.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import org.crmcontracts.connectors.mapping.Condition.Fault;
import org.crmcontracts.connectors.mapping.Condition.Operator;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteField.Type;
import org.crmcontracts.connectors.spi.RemoteKind;

/** Which records a filter admits, and which conditions make sense at all. */
class RecordFilterTest {
    private static final List<RemoteField> FIELDS =
            Arrays.stream(Type.values()).map(RecordFilterTest::field).toList();

    private static RemoteField field(Type type) {
        boolean chosen = type == Type.CHOICE || type == Type.CHOICES;
        return new RemoteField(
                type.name(),
                type.name(),
                type,
                true,
                false,
                null,
                chosen ? Map.of("o1", "One", "o2", "Two") : Map.of());
    }

    private static Condition condition(Type type, Operator operator, String... values) {
        return new Condition(RemoteKind.ACCOUNT, type.name(), operator, List.of(values));
    }

    private static boolean admits(Condition condition, String value) {
        return RecordFilter.of(RemoteKind.ACCOUNT, List.of(condition), FIELDS)
                .admits(value == null ? Map.of() : Map.of(condition.field(), value));
    }

    @Example
    void eachOperatorAsksWhatItSays() {
        Object[][] table = {
            {condition(Type.TEXT, Operator.IS, "acme"), List.of("ACME", " acme ", "ＡＣＭＥ"), List.of("acme2", "")},
            {condition(Type.TEXT, Operator.IS_NOT, "acme"), List.of("other", ""), List.of("Acme")},
            {condition(Type.TEXT, Operator.IS_ONE_OF, "a", "b"), List.of("A", "b"), List.of("c", "ab", "")},
            {condition(Type.TEXT, Operator.CONTAINS, "贸易"), List.of("上海贸易有限公司"), List.of("上海", "")},
            {condition(Type.TEXT, Operator.IS_EMPTY), List.of("", " ", "\u3000"), List.of("x")},
            {condition(Type.TEXT, Operator.IS_NOT_EMPTY), List.of("x"), List.of("", "\u00a0")},
            {condition(Type.NUMBER, Operator.IS, "10"), List.of("10", "10.00"), List.of("100", "1", "ten", "")},
            {condition(Type.NUMBER, Operator.IS_NOT, "10"), List.of("9", "ten", ""), List.of("10.0")},
            {condition(Type.NUMBER, Operator.IS_ONE_OF, "1", "2.5"), List.of("1.0", "2.50"), List.of("2", "")},
            {
                condition(Type.NUMBER, Operator.AT_LEAST, "9"),
                List.of("9", "10", "9.01"),
                List.of("8.99", "-10", "ten", "")
            },
            {condition(Type.NUMBER, Operator.AT_MOST, "-1"), List.of("-1", "-10"), List.of("0", "ten", "")},
            {condition(Type.DATE, Operator.IS, "2026-01-31"), List.of("2026-01-31"), List.of("2026-01-30", "")},
            {
                condition(Type.DATE, Operator.AT_LEAST, "2026-02-01"),
                List.of("2026-02-01", "2027-01-01"),
                List.of("2026-01-31", "soon", "")
            },
            {
                condition(Type.DATE, Operator.AT_MOST, "2026-02-01"),
                List.of("2026-02-01", "1999-12-31"),
                List.of("2026-02-02", "")
            },
            {
                condition(Type.INSTANT, Operator.AT_LEAST, "2026-02-01T00:00:00Z"),
                List.of("2026-02-01T00:00:00Z", "2026-02-01T00:00:00.5Z"),
                List.of("2026-01-31T23:59:59Z", "")
            },
            {
                condition(Type.INSTANT, Operator.AT_MOST, "2026-02-01T00:00:00Z"),
                List.of("2026-01-31T23:59:59Z"),
                List.of("2026-02-01T00:00:01Z", "")
            },
            {condition(Type.BOOLEAN, Operator.IS, "true"), List.of("true"), List.of("false", "")},
            {condition(Type.BOOLEAN, Operator.IS_NOT, "true"), List.of("false", ""), List.of("true")},
            {condition(Type.CHOICE, Operator.IS, "o1"), List.of("o1"), List.of("o2", "One", "")},
            {condition(Type.CHOICE, Operator.IS_ONE_OF, "o1", "o2"), List.of("o1", "o2"), List.of("o3", "")},
            {
                condition(Type.CHOICES, Operator.CONTAINS, "o1"),
                List.of("o1", "o0;o1", "o1;o2"),
                List.of("o11", "o0;o2", "")
            },
            {condition(Type.REFERENCE, Operator.IS_NOT, "7"), List.of("8", "77", ""), List.of("7")},
            {condition(Type.OTHER, Operator.IS_NOT_EMPTY), List.of("{}"), List.of("")},
        };
        for (Object[] row : table) {
            Condition condition = (Condition) row[0];
            assertThat(condition.fault(field(Type.valueOf(condition.field()))))
                    .as(condition.toString())
                    .isEmpty();
            for (Object value : (List<?>) row[1]) {
                assertThat(admits(condition, (String) value))
                        .as(condition + " of " + value)
                        .isTrue();
            }
            for (Object value : (List<?>) row[2]) {
                assertThat(admits(condition, (String) value))
                        .as(condition + " of " + value)
                        .isFalse();
            }
        }
    }

    @Example
    void whatIsAbsentIsAsWhatIsEmpty() {
        for (Type type : Type.values()) {
            for (Operator operator : Condition.operators(type)) {
                Condition condition = condition(type, operator, values(type, operator));
                assertThat(condition.holdsWithoutValue())
                        .as(condition.toString())
                        .isEqualTo(admits(condition, null));
                assertThat(admits(condition, null)).as(condition.toString()).isEqualTo(admits(condition, ""));
            }
        }
    }

    private static String[] values(Type type, Operator operator) {
        if (operator == Operator.IS_EMPTY || operator == Operator.IS_NOT_EMPTY) {
            return new String[0];
        }
        return new String[] {
            switch (type) {
                case NUMBER -> "1";
                case DATE -> "2026-01-01";
                case INSTANT -> "2026-01-01T00:00:00Z";
                case BOOLEAN -> "true";
                case TEXT, CHOICE, CHOICES, REFERENCE, OTHER -> "o1";
            }
        };
    }

    @Example
    void aConditionThatMakesNoSenseIsRefused() {
        Object[][] table = {
            {condition(Type.TEXT, Operator.AT_LEAST, "1"), Fault.OPERATOR_UNFIT},
            {condition(Type.NUMBER, Operator.CONTAINS, "1"), Fault.OPERATOR_UNFIT},
            {condition(Type.INSTANT, Operator.IS, "2026-01-01T00:00:00Z"), Fault.OPERATOR_UNFIT},
            {condition(Type.BOOLEAN, Operator.IS_EMPTY), Fault.OPERATOR_UNFIT},
            {condition(Type.CHOICES, Operator.IS, "o1"), Fault.OPERATOR_UNFIT},
            {condition(Type.OTHER, Operator.IS, "x"), Fault.OPERATOR_UNFIT},
            {condition(Type.TEXT, Operator.IS), Fault.VALUE_UNFIT},
            {condition(Type.TEXT, Operator.IS, "a", "b"), Fault.VALUE_UNFIT},
            {condition(Type.TEXT, Operator.IS, " "), Fault.VALUE_UNFIT},
            {condition(Type.TEXT, Operator.IS, "a\0"), Fault.VALUE_UNFIT},
            {condition(Type.TEXT, Operator.IS_EMPTY, "a"), Fault.VALUE_UNFIT},
            {condition(Type.TEXT, Operator.IS_ONE_OF), Fault.VALUE_UNFIT},
            {condition(Type.TEXT, Operator.IS_ONE_OF, many(51)), Fault.VALUE_UNFIT},
            {condition(Type.NUMBER, Operator.AT_MOST, "1e3"), Fault.VALUE_UNFIT},
            {condition(Type.NUMBER, Operator.AT_MOST, "1,000"), Fault.VALUE_UNFIT},
            {condition(Type.DATE, Operator.IS, "2026-02-30"), Fault.VALUE_UNFIT},
            {condition(Type.DATE, Operator.IS, "01.02.2026"), Fault.VALUE_UNFIT},
            {condition(Type.INSTANT, Operator.AT_LEAST, "2026-01-01"), Fault.VALUE_UNFIT},
            {condition(Type.BOOLEAN, Operator.IS, "yes"), Fault.VALUE_UNFIT},
            {condition(Type.CHOICE, Operator.IS, "One"), Fault.VALUE_UNFIT},
            {condition(Type.CHOICE, Operator.IS_ONE_OF, "o1", "o3"), Fault.VALUE_UNFIT},
            {condition(Type.CHOICES, Operator.CONTAINS, "o1;o2"), Fault.VALUE_UNFIT},
        };
        for (Object[] row : table) {
            Condition condition = (Condition) row[0];
            assertThat(condition.fault(field(Type.valueOf(condition.field()))))
                    .as(condition.toString())
                    .isEqualTo(Optional.of(row[1]));
        }
        Condition most = condition(Type.TEXT, Operator.IS_ONE_OF, many(50));
        assertThat(most.fault(field(Type.TEXT))).isEmpty();
    }

    private static String[] many(int count) {
        return Stream.iterate(0, n -> n + 1).limit(count).map(n -> "v" + n).toArray(String[]::new);
    }

    @Example
    void conditionsOfAnotherKindAreNotAsked() {
        Condition contact = new Condition(RemoteKind.CONTACT, "TEXT", Operator.IS, List.of("x"));
        RecordFilter filter = RecordFilter.of(RemoteKind.ACCOUNT, List.of(contact), FIELDS);
        assertThat(filter.isActive()).isFalse();
        assertThat(filter.admits(Map.of("TEXT", "y"))).isTrue();
        assertThat(filter.fields()).isEmpty();
        assertThat(RecordFilter.NONE.isActive()).isTrue();
        assertThat(RecordFilter.NONE.admits(Map.of())).isFalse();
    }

    @Example
    void theFieldsOfAFilterAreAskedForBesideThoseThatAreMapped() {
        RecordFilter filter =
                RecordFilter.of(RemoteKind.ACCOUNT, List.of(condition(Type.NUMBER, Operator.AT_LEAST, "1")), FIELDS);
        FieldMap map = new FieldMap(RemoteKind.ACCOUNT, List.of(), FIELDS, filter, null);
        assertThat(map.asked()).containsExactly("NUMBER");
    }

    @Provide
    Arbitrary<Condition> conditions() {
        return Arbitraries.of(Type.class).flatMap(type -> Combinators.combine(
                        Arbitraries.of(Condition.operators(type)),
                        values().list().ofMaxSize(3))
                .as((operator, values) -> new Condition(RemoteKind.ACCOUNT, type.name(), operator, values)));
    }

    private static Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.of("", " ", "1", "1.0", "-2", "true", "2026-01-01", "2026-01-01T00:00:00Z", "o1", "o1;o2"),
                Arbitraries.strings().ofMaxLength(6));
    }

    @Provide
    Arbitrary<Map<String, String>> records() {
        return Arbitraries.maps(Arbitraries.of(Type.class).map(Type::name), values());
    }

    /** Whatever a CRM answers and whatever was stored, it is judged, and by all conditions whatever their order. */
    @Property
    void allConditionsMustHoldInWhateverOrder(
            @ForAll("conditionLists") List<Condition> conditions,
            @ForAll("records") Map<String, String> record,
            @ForAll Random random) {
        boolean admitted =
                RecordFilter.of(RemoteKind.ACCOUNT, conditions, FIELDS).admits(record);
        boolean each = conditions.stream().allMatch(one -> RecordFilter.of(RemoteKind.ACCOUNT, List.of(one), FIELDS)
                .admits(record));
        assertThat(admitted).isEqualTo(each);
        List<Condition> shuffled = new ArrayList<>(conditions);
        Collections.shuffle(shuffled, random);
        assertThat(RecordFilter.of(RemoteKind.ACCOUNT, shuffled, FIELDS).admits(record))
                .isEqualTo(admitted);
        // What no condition asks for changes nothing.
        Map<String, String> more = new HashMap<>(record);
        more.put("another", "value");
        assertThat(RecordFilter.of(RemoteKind.ACCOUNT, conditions, FIELDS).admits(more))
                .isEqualTo(admitted);
    }

    @Provide
    Arbitrary<List<Condition>> conditionLists() {
        return conditions().list().ofMaxSize(4);
    }

    /** A record passes either a condition or its opposite. */
    @Property
    void oppositesExcludeEachOther(
            @ForAll("conditions") Condition condition, @ForAll("records") Map<String, String> record) {
        Map<Operator, Operator> opposites =
                Map.of(Operator.IS, Operator.IS_NOT, Operator.IS_EMPTY, Operator.IS_NOT_EMPTY);
        Operator other = opposites.get(condition.operator());
        if (other != null) {
            Condition opposite = new Condition(condition.kind(), condition.field(), other, condition.values());
            Type type = Type.valueOf(condition.field());
            assertThat(condition.holds(record, type)).isNotEqualTo(opposite.holds(record, type));
        }
    }

    @Property
    void numbersAreOrderedByWhatTheySay(
            @ForAll @BigRange(min = "-100000", max = "100000") BigDecimal value,
            @ForAll @BigRange(min = "-100000", max = "100000") BigDecimal bound) {
        Condition least = condition(Type.NUMBER, Operator.AT_LEAST, bound.toPlainString());
        Condition most = condition(Type.NUMBER, Operator.AT_MOST, bound.toPlainString());
        assertThat(admits(least, value.toPlainString())).isEqualTo(value.compareTo(bound) >= 0);
        assertThat(admits(most, value.toPlainString())).isEqualTo(value.compareTo(bound) <= 0);
    }

    @Example
    void everyTypeCanBeAskedSomething() {
        Set<Operator> asked = EnumSet.noneOf(Operator.class);
        for (Type type : Type.values()) {
            assertThat(Condition.operators(type)).as(type.name()).isNotEmpty();
            asked.addAll(Condition.operators(type));
        }
        assertThat(asked).containsExactlyInAnyOrder(Operator.values());
    }
}
