package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.crmcontracts.connectors.mapping.FieldRule;
import org.crmcontracts.connectors.mapping.SameValue;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.FieldMapping.Owner;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.junit.jupiter.api.Test;

class ThreeWayMergeTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final List<String> FIELDS = List.of("name", "phone", "address");
    private static final int TRIES = 10_000;

    private static Map<String, FieldRule> rules(Owner owner, boolean blankWins) {
        Map<String, FieldRule> rules = new LinkedHashMap<>();
        for (String field : FIELDS) {
            rules.put(field, new FieldRule(new FieldMapping(RemoteKind.ACCOUNT, field, field, owner), blankWins, null));
        }
        return rules;
    }

    private static ThreeWayMerge.Merged merge(
            Owner owner, Map<String, String> base, Map<String, String> ours, Map<String, String> theirs) {
        return ThreeWayMerge.merge(
                rules(owner, false),
                Set.copyOf(FIELDS),
                base,
                new ThreeWayMerge.Side(ours, NOON),
                new ThreeWayMerge.Side(theirs, NOON.plusSeconds(1)));
    }

    @Test
    void eachSidesOwnChangeReachesTheOther() {
        ThreeWayMerge.Merged merged = merge(
                Owner.MANUAL,
                Map.of("name", "A", "phone", "1"),
                Map.of("name", "B", "phone", "1"),
                Map.of("name", "A", "phone", "222"));
        assertThat(merged.here())
                .containsExactly(new ThreeWayMerge.Change("phone", "1", "222", ThreeWayMerge.Rule.ONE_SIDE));
        assertThat(merged.there())
                .containsExactly(new ThreeWayMerge.Change("name", "A", "B", ThreeWayMerge.Rule.ONE_SIDE));
        assertThat(merged.conflicts()).isEmpty();
        assertThat(merged.base()).as("not before the CRM has it").containsEntry("name", "A");
    }

    @Test
    void theOwnerDecidesWhereBothHaveChanged() {
        Map<String, String> base = Map.of("name", "A");
        Map<String, String> ours = Map.of("name", "B");
        Map<String, String> theirs = Map.of("name", "C");
        assertThat(merge(Owner.LOCAL, base, ours, theirs).there()).hasSize(1);
        assertThat(merge(Owner.REMOTE, base, ours, theirs).here()).hasSize(1);
        assertThat(merge(Owner.NEWEST, base, ours, theirs).here())
                .containsExactly(new ThreeWayMerge.Change("name", "B", "C", ThreeWayMerge.Rule.NEWEST));
        assertThat(merge(Owner.MANUAL, base, ours, theirs).conflicts())
                .containsExactly(new ThreeWayMerge.Conflict("name", "A", "B", "C"));
    }

    @Test
    void withoutTwoTimesThereIsNoLaterChange() {
        ThreeWayMerge.Merged merged = ThreeWayMerge.merge(
                rules(Owner.NEWEST, false),
                Set.copyOf(FIELDS),
                Map.of("name", "A"),
                new ThreeWayMerge.Side(Map.of("name", "B"), null),
                new ThreeWayMerge.Side(Map.of("name", "C"), NOON));
        assertThat(merged.conflicts()).hasSize(1);
    }

    @Test
    void nothingOverwritesSomethingOnlyWhereItMay() {
        Map<String, String> full = Map.of("phone", "1");
        assertThat(merge(Owner.MANUAL, full, full, Map.of()).here()).isEmpty();
        assertThat(ThreeWayMerge.merge(
                                rules(Owner.MANUAL, true),
                                Set.copyOf(FIELDS),
                                full,
                                new ThreeWayMerge.Side(full, null),
                                new ThreeWayMerge.Side(Map.of(), null))
                        .here())
                .containsExactly(new ThreeWayMerge.Change("phone", "1", null, ThreeWayMerge.Rule.ONE_SIDE));
    }

    @Test
    void whatIsOnlyWrittenInAnotherWayIsNoChange() {
        ThreeWayMerge.Merged merged = merge(
                Owner.MANUAL,
                Map.of("phone", "+86 10 1234"),
                Map.of("phone", "+86 10 1234"),
                Map.of("phone", "+86-10-1234"));
        assertThat(merged.here()).isEmpty();
        assertThat(merged.there()).isEmpty();
    }

    @Property(tries = TRIES)
    void whenBothHaveTheChangesNothingIsLeftToDo(
            @ForAll("records") Map<String, String> base,
            @ForAll("records") Map<String, String> ours,
            @ForAll("records") Map<String, String> theirs,
            @ForAll Owner owner,
            @ForAll boolean blankWins) {
        Map<String, FieldRule> rules = rules(owner, blankWins);
        ThreeWayMerge.Merged first = ThreeWayMerge.merge(
                rules,
                Set.copyOf(FIELDS),
                base,
                new ThreeWayMerge.Side(ours, NOON),
                new ThreeWayMerge.Side(theirs, NOON.plusSeconds(1)));
        Map<String, String> here = first.onto(ours);
        Map<String, String> there = first.ontoTheirs(theirs);
        ThreeWayMerge.Merged second = ThreeWayMerge.merge(
                rules,
                Set.copyOf(FIELDS),
                first.base(),
                new ThreeWayMerge.Side(here, NOON),
                new ThreeWayMerge.Side(there, NOON.plusSeconds(1)));
        assertThat(second.here()).isEmpty();
        assertThat(second.there()).isEmpty();
        assertThat(second.conflicts()).isEqualTo(first.conflicts());
        for (String field : FIELDS) {
            boolean open = first.conflicts().stream()
                    .anyMatch(conflict -> conflict.field().equals(field));
            boolean blank = SameValue.isBlank(there.get(field)) && !SameValue.isBlank(here.get(field));
            if (!open && !(blank && !blankWins)) {
                assertThat(SameValue.same(field, here.get(field), there.get(field)))
                        .as(field)
                        .isTrue();
            }
        }
    }

    /** Whoever calls itself "we" gets the same result, but for empty values: the CRM's are believed only where told. */
    @Property(tries = TRIES)
    void swappingTheSidesSwapsTheResult(
            @ForAll("records") Map<String, String> base,
            @ForAll("records") Map<String, String> ours,
            @ForAll("records") Map<String, String> theirs,
            @ForAll("symmetric") Owner owner,
            @ForAll boolean blankWins) {
        ThreeWayMerge.Side a = new ThreeWayMerge.Side(ours, NOON);
        ThreeWayMerge.Side b = new ThreeWayMerge.Side(theirs, NOON.plusSeconds(1));
        Map<String, FieldRule> rules = rules(owner, blankWins);
        ThreeWayMerge.Merged one = ThreeWayMerge.merge(rules, Set.copyOf(FIELDS), base, a, b);
        ThreeWayMerge.Merged other = ThreeWayMerge.merge(rules, Set.copyOf(FIELDS), base, b, a);
        Predicate<String> alike =
                field -> blankWins || !(SameValue.isBlank(ours.get(field)) || SameValue.isBlank(theirs.get(field)));
        assertThat(of(other.there(), alike)).isEqualTo(of(one.here(), alike));
        assertThat(of(other.here(), alike)).isEqualTo(of(one.there(), alike));
        assertThat(other.conflicts().stream().filter(conflict -> alike.test(conflict.field())))
                .hasSameSizeAs(one.conflicts().stream()
                        .filter(conflict -> alike.test(conflict.field()))
                        .toList());
    }

    private static List<ThreeWayMerge.Change> of(List<ThreeWayMerge.Change> changes, Predicate<String> which) {
        return changes.stream().filter(change -> which.test(change.field())).toList();
    }

    /** As any other change, what was emptied here goes out, is decided by a person, or gives way to the field's owner. */
    @Property(tries = TRIES)
    void whatWasEmptiedHereIsNeverForgotten(
            @ForAll("records") Map<String, String> base,
            @ForAll("records") Map<String, String> theirs,
            @ForAll Owner owner,
            @ForAll boolean blankWins) {
        ThreeWayMerge.Merged merged = ThreeWayMerge.merge(
                rules(owner, blankWins),
                Set.copyOf(FIELDS),
                base,
                new ThreeWayMerge.Side(Map.of(), NOON),
                new ThreeWayMerge.Side(theirs, NOON.minusSeconds(1)));
        for (String field : FIELDS) {
            if (SameValue.isBlank(base.get(field)) || SameValue.isBlank(theirs.get(field))) {
                continue;
            }
            boolean goesOut = merged.there().stream()
                    .anyMatch(change -> change.field().equals(field) && SameValue.isBlank(change.after()));
            boolean asked = merged.conflicts().stream()
                    .anyMatch(conflict -> conflict.field().equals(field));
            assertThat(goesOut)
                    .as(field)
                    .isEqualTo(owner == Owner.LOCAL || owner == Owner.NEWEST || (owner == Owner.MANUAL && !asked));
        }
    }

    @Property(tries = TRIES)
    void neitherSideLosesAChangeSilently(
            @ForAll("records") Map<String, String> base,
            @ForAll("records") Map<String, String> ours,
            @ForAll("records") Map<String, String> theirs,
            @ForAll Owner owner) {
        ThreeWayMerge.Merged merged = merge(owner, base, ours, theirs);
        Map<String, String> here = merged.onto(ours);
        for (String field : FIELDS) {
            if (!SameValue.same(field, ours.get(field), here.get(field))) {
                assertThat(merged.here()).anyMatch(change -> change.field().equals(field));
            }
            assertThat(SameValue.isBlank(here.get(field)) && !SameValue.isBlank(ours.get(field)))
                    .as("nothing overwrites something")
                    .isFalse();
        }
    }

    @Provide
    Arbitrary<Map<String, String>> records() {
        Arbitrary<String> values =
                Arbitraries.of("", " ", "1", "１", "22", "2 2", "Acme", "Ａcme", "+86 1", "+861", "Ltd");
        return Combinators.combine(values, values, values).as((name, phone, address) -> {
            Map<String, String> fields = new TreeMap<>();
            fields.put("name", name);
            fields.put("phone", phone);
            fields.put("address", address);
            fields.values().removeIf(String::isEmpty);
            return fields;
        });
    }

    @Provide
    Arbitrary<Owner> symmetric() {
        return Arbitraries.of(Owner.NEWEST, Owner.MANUAL);
    }
}
