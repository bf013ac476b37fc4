package org.crmcontracts.connectors.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.mapping.FieldRule;
import org.crmcontracts.connectors.mapping.SameValue;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.FieldMapping.Owner;
import org.jspecify.annotations.Nullable;

/**
 * Merges one record field by field: what both sides held last, what we hold, what the CRM holds. Pure.
 *
 * <p>A side that alone has changed a field wins it; where both have, the field's owner decides, or a person. What was
 * emptied here is a change like any other: only a person's work empties it. An empty value of the CRM overwrites nothing
 * unless the field allows it, as a lost permission looks the same.
 */
public final class ThreeWayMerge {
    private ThreeWayMerge() {}

    /** Which rule brought a change about. */
    public enum Rule {
        /** Only one side has changed the field. */
        ONE_SIDE,
        LOCAL,
        REMOTE,
        NEWEST,
        /** Both have changed it, the CRM to nothing. */
        NOT_BLANK,
        /** A person has decided. */
        MANUAL
    }

    /**
     * A field that gets another value.
     *
     * @param before null for none
     * @param after null for none
     */
    public record Change(String field, @Nullable String before, @Nullable String after, Rule rule) {}

    /** A field that a person has to decide; both sides keep theirs until then. */
    public record Conflict(String field, @Nullable String base, @Nullable String ours, @Nullable String theirs) {}

    /**
     * One side's fields that have a value, and when they were changed.
     *
     * @param changedAt null where not known: then the later change cannot be told
     */
    public record Side(Map<String, String> fields, @Nullable Instant changedAt) {}

    /**
     * What is to be done.
     *
     * @param here changes of our record, to be made with the new base in one transaction
     * @param there changes that the CRM's record needs; they enter the base when the CRM has them
     * @param base what both sides hold once {@code here} is done
     */
    public record Merged(List<Change> here, List<Change> there, List<Conflict> conflicts, Map<String, String> base) {

        /** Our fields after the changes. */
        public Map<String, String> onto(Map<String, String> ours) {
            return applied(here, ours);
        }

        /** The CRM's fields after the changes. */
        public Map<String, String> ontoTheirs(Map<String, String> theirs) {
            return applied(there, theirs);
        }

        private static Map<String, String> applied(List<Change> changes, Map<String, String> to) {
            Map<String, String> fields = new TreeMap<>(to);
            for (Change change : changes) {
                put(fields, change.field(), change.after());
            }
            return fields;
        }
    }

    /**
     * Merges the mapped fields; others are left alone.
     *
     * @param written fields that may be written to the CRM at all
     */
    public static Merged merge(
            Map<String, FieldRule> rules, Set<String> written, Map<String, String> base, Side ours, Side theirs) {
        Round round = new Round(written, base, ours, theirs);
        rules.forEach(round::field);
        return new Merged(round.here, round.there, round.conflicts, round.newBase);
    }

    /**
     * Whether a value of ours that differs from the last agreed one is a change. A contact without account is none: its
     * customer is only not known to this CRM.
     */
    static boolean goesOut(FieldRule rule, @Nullable String value) {
        return !SameValue.isBlank(value)
                || rule.blankWins()
                || !rule.mapping().ours().equals(FieldMap.ACCOUNT);
    }

    private static final class Round {
        private final Set<String> written;
        private final Map<String, String> base;
        private final Side ours;
        private final Side theirs;
        private final List<Change> here = new ArrayList<>();
        private final List<Change> there = new ArrayList<>();
        private final List<Conflict> conflicts = new ArrayList<>();
        private final Map<String, String> newBase;

        Round(Set<String> written, Map<String, String> base, Side ours, Side theirs) {
            this.written = written;
            this.base = base;
            this.ours = ours;
            this.theirs = theirs;
            this.newBase = new LinkedHashMap<>(base);
        }

        void field(String field, FieldRule rule) {
            String b = base.get(field);
            String l = ours.fields().get(field);
            String r = theirs.fields().get(field);
            if (FieldMapping.isOursOnly(field)) {
                // What the CRM holds is all that it can tell of such a field; the difference goes out.
                put(newBase, field, r);
                if (!SameValue.same(field, l, r)) {
                    keep(field, l, r, Rule.LOCAL);
                }
                return;
            }
            if (SameValue.same(field, l, r)) {
                put(newBase, field, r);
            } else if (SameValue.same(field, l, b)) {
                if (!SameValue.isBlank(r) || rule.blankWins()) {
                    take(field, l, r, Rule.ONE_SIDE);
                }
            } else if (SameValue.same(field, r, b)) {
                if (rule.mapping().owner() == Owner.REMOTE) {
                    if (!SameValue.isBlank(r) || rule.blankWins()) {
                        take(field, l, r, Rule.REMOTE);
                    }
                } else if (goesOut(rule, l)) {
                    keep(field, l, r, Rule.ONE_SIDE);
                }
            } else {
                both(field, rule, l, r);
            }
        }

        private void both(String field, FieldRule rule, @Nullable String l, @Nullable String r) {
            if (!rule.blankWins() && SameValue.isBlank(r)) {
                keep(field, l, r, Rule.NOT_BLANK);
            } else if (!goesOut(rule, l)) {
                take(field, l, r, Rule.ONE_SIDE);
            } else {
                byOwner(field, rule, l, r);
            }
        }

        private void byOwner(String field, FieldRule rule, @Nullable String l, @Nullable String r) {
            switch (rule.mapping().owner()) {
                case LOCAL -> keep(field, l, r, Rule.LOCAL);
                case REMOTE -> take(field, l, r, Rule.REMOTE);
                case NEWEST -> {
                    Optional<Boolean> later = oursIsLater();
                    if (later.isEmpty()) {
                        conflicts.add(new Conflict(field, base.get(field), l, r));
                    } else if (later.get()) {
                        keep(field, l, r, Rule.NEWEST);
                    } else {
                        take(field, l, r, Rule.NEWEST);
                    }
                }
                case MANUAL -> conflicts.add(new Conflict(field, base.get(field), l, r));
            }
        }

        private Optional<Boolean> oursIsLater() {
            Instant here = ours.changedAt();
            Instant yonder = theirs.changedAt();
            return here == null || yonder == null || here.equals(yonder)
                    ? Optional.empty()
                    : Optional.of(here.isAfter(yonder));
        }

        private void take(String field, @Nullable String l, @Nullable String r, Rule rule) {
            here.add(new Change(field, l, r, rule));
            put(newBase, field, r);
        }

        private void keep(String field, @Nullable String l, @Nullable String r, Rule rule) {
            if (written.contains(field)) {
                there.add(new Change(field, r, l, rule));
            }
        }
    }

    /** An absent field is one without a value. */
    static void put(Map<String, String> fields, String field, @Nullable String value) {
        if (value == null) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
    }
}
