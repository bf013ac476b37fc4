package org.crmcontracts.connectors.mapping;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.crmcontracts.connectors.spi.FieldMapping.Owner;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.jspecify.annotations.Nullable;

/** The fields of one kind of record: ours ↔ theirs, with the form and the limits of both sides, and its filter. Immutable. */
public final class FieldMap {
    /** The contact's reference to its account; holds the CRM's id on both sides of the map. */
    public static final String ACCOUNT = "account";

    public static final String NAME = "name";

    private static final int LONGEST_NAME = 500;
    private static final int LONGEST = 2_000;
    /** As OWASP describes CSV injection (read 2026-11); a phone number begins with + or - as well. */
    private static final Pattern FORMULA =
            Pattern.compile("^[\\s\\p{Cc}]*[=＝@＠\\t\\r].*|^[\\s\\p{Cc}]*[-+＋－][^0-9]*\\(.*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private final RemoteKind kind;
    private final Map<String, FieldRule> rules;
    private final Map<String, RemoteField> described;
    private final RecordFilter filter;
    private final @Nullable String owner;

    /** As below, for a kind of which every record comes over. */
    public FieldMap(RemoteKind kind, List<FieldRule> rules, List<RemoteField> described) {
        this(kind, rules, described, RecordFilter.ALL, null);
    }

    /**
     * @param described the CRM's fields by their names; those that are missing are taken as text
     * @param owner the CRM's field that holds the id of a record's owner; null where there is none
     */
    public FieldMap(
            RemoteKind kind,
            List<FieldRule> rules,
            List<RemoteField> described,
            RecordFilter filter,
            @Nullable String owner) {
        this.kind = kind;
        this.filter = filter;
        this.rules = new LinkedHashMap<>();
        for (FieldRule rule : rules) {
            if (rule.mapping().kind() == kind && !rule.isPaused()) {
                this.rules.put(rule.mapping().ours(), rule);
            }
        }
        this.described = new HashMap<>();
        described.forEach(field -> this.described.put(field.name(), field));
        this.owner = this.described.containsKey(owner) ? owner : null;
    }

    /** What the map makes of a record: our fields that have a value, and what is wrong with the others. */
    public record Taken(Map<String, String> fields, List<FieldFault> faults) {}

    public RemoteKind kind() {
        return kind;
    }

    /** By our names, without paused ones. */
    public Map<String, FieldRule> rules() {
        return rules;
    }

    /** Which records come over. */
    public RecordFilter filter() {
        return filter;
    }

    /** The CRM's id of the user who owns a record of theirs; null where nobody does, or that is not told. */
    public @Nullable String owner(Map<String, String> theirs) {
        return owner == null ? null : theirs.get(owner);
    }

    /** The CRM's names that a page must hold: those that are mapped, those by which records are left out, and the owner. */
    public Set<String> asked() {
        Set<String> names = new LinkedHashSet<>(filter.fields());
        if (owner != null) {
            names.add(owner);
        }
        rules.values().forEach(rule -> names.add(rule.mapping().theirs()));
        return names;
    }

    /** Whether anything of ours may be written to the CRM. */
    public boolean isWritten() {
        return rules.keySet().stream().anyMatch(this::mayWrite);
    }

    /** Whether our value of this field may be written to the CRM. */
    public boolean mayWrite(String ours) {
        FieldRule rule = rules.get(ours);
        if (rule == null || rule.mapping().owner() == Owner.REMOTE) {
            return false;
        }
        RemoteField field = described.get(rule.mapping().theirs());
        return field == null || field.writable();
    }

    /** Our fields of a record of theirs. */
    public Taken take(Map<String, String> theirs) {
        Map<String, String> fields = new TreeMap<>();
        List<FieldFault> faults = new ArrayList<>();
        for (FieldRule rule : rules.values()) {
            String ours = rule.mapping().ours();
            String value = theirs.get(rule.mapping().theirs());
            if (value == null || SameValue.isBlank(value)) {
                if (ours.equals(NAME)) {
                    faults.add(new FieldFault(ours, FieldFault.Code.VALUE_MISSING));
                }
                continue;
            }
            Optional<FieldFault.Code> fault = fault(ours, value);
            if (fault.isPresent()) {
                faults.add(new FieldFault(ours, fault.get()));
                continue;
            }
            RemoteField field = described.get(rule.mapping().theirs());
            if (field != null
                    && field.type() == RemoteField.Type.CHOICE
                    && !field.options().isEmpty()) {
                String label = field.options().get(value);
                if (label == null) {
                    faults.add(new FieldFault(ours, FieldFault.Code.VALUE_NO_OPTION));
                } else {
                    fields.put(ours, label);
                }
                continue;
            }
            fields.put(ours, Normalizer.normalize(value, Normalizer.Form.NFC).strip());
        }
        return new Taken(fields, faults);
    }

    /** What is wrong with a value of ours, whichever side it comes from; empty if it can be held. */
    public static Optional<FieldFault.Code> fault(String ours, String value) {
        if (value.indexOf('\0') >= 0 || isHalf(value)) {
            return Optional.of(FieldFault.Code.VALUE_NOT_TEXT);
        }
        if (value.strip().length() > (ours.equals(NAME) ? LONGEST_NAME : LONGEST)) {
            return Optional.of(FieldFault.Code.VALUE_TOO_LONG);
        }
        return !value.isEmpty()
                        && !Character.isLetterOrDigit(value.charAt(0))
                        && FORMULA.matcher(value).matches()
                ? Optional.of(FieldFault.Code.VALUE_IS_FORMULA)
                : Optional.empty();
    }

    /** Whether some character is only half of a pair: no UTF-8 could hold it. */
    private static boolean isHalf(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == value.length() || !Character.isLowSurrogate(value.charAt(i))) {
                    return true;
                }
            } else if (Character.isLowSurrogate(c)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Changes of ours in the CRM's names and forms; one that may not be written is left out.
     *
     * @param changes our names; an empty value clears the field
     * @param faults receives what the CRM could not hold; those fields are left out
     */
    public Map<String, Optional<String>> give(Map<String, Optional<String>> changes, List<FieldFault> faults) {
        Map<String, Optional<String>> given = new TreeMap<>();
        changes.forEach((ours, value) -> {
            if (mayWrite(ours)) {
                String theirs = rules.get(ours).mapping().theirs();
                RemoteField field = described.get(theirs);
                if (value.isEmpty() && field != null && field.required()) {
                    faults.add(new FieldFault(ours, FieldFault.Code.VALUE_MISSING));
                } else {
                    given(ours, value, field, faults).ifPresent(form -> given.put(theirs, form));
                }
            }
        });
        return given;
    }

    private static Optional<Optional<String>> given(
            String ours, Optional<String> value, @Nullable RemoteField field, List<FieldFault> faults) {
        if (value.isEmpty() || field == null) {
            return Optional.of(value);
        }
        String text = value.get();
        Integer most = field.maxLength();
        if (most != null && text.codePointCount(0, text.length()) > most) {
            faults.add(new FieldFault(ours, FieldFault.Code.VALUE_TOO_LONG));
            return Optional.empty();
        }
        if (field.type() == RemoteField.Type.CHOICE && !field.options().isEmpty()) {
            Optional<String> stored = field.options().entrySet().stream()
                    .filter(option ->
                            option.getValue().equals(text) || option.getKey().equals(text))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .findFirst();
            if (stored.isEmpty()) {
                faults.add(new FieldFault(ours, FieldFault.Code.VALUE_NO_OPTION));
                return Optional.empty();
            }
            return Optional.of(stored);
        }
        if (field.type() == RemoteField.Type.NUMBER && !NUMBER.matcher(text).matches()) {
            faults.add(new FieldFault(ours, FieldFault.Code.VALUE_NO_OPTION));
            return Optional.empty();
        }
        return Optional.of(value);
    }
}
