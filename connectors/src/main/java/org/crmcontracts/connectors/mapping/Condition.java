package org.crmcontracts.connectors.mapping;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.jspecify.annotations.Nullable;

/**
 * One condition on a field of the CRM (筛选条件) that a record must meet. Texts are compared whatever their case, width and
 * spaces, as CRMs' own filters do; numbers and times by what they say.
 *
 * @param field the CRM's name of it
 * @param values what it is compared with, in the form of the field's type; none where it is only asked whether there is one
 */
public record Condition(RemoteKind kind, String field, Operator operator, List<String> values) {
    /** The most values of {@link Operator#IS_ONE_OF}. */
    public static final int MOST_VALUES = 50;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
    private static final Set<Operator> PRESENCE = EnumSet.of(Operator.IS_EMPTY, Operator.IS_NOT_EMPTY);
    private static final Set<Operator> ORDER = EnumSet.of(Operator.AT_LEAST, Operator.AT_MOST);

    public Condition {
        values = List.copyOf(values);
    }

    /** What is asked of the field. */
    public enum Operator {
        IS,
        /** Also true of a record without a value. */
        IS_NOT,
        IS_ONE_OF,
        /** A part of a text, or one of several options. */
        CONTAINS,
        IS_EMPTY,
        IS_NOT_EMPTY,
        AT_LEAST,
        AT_MOST
    }

    /** Why a condition makes no sense for a field. */
    public enum Fault {
        OPERATOR_UNFIT,
        VALUE_UNFIT
    }

    /** What can be asked of fields of a type. */
    public static Set<Operator> operators(RemoteField.Type type) {
        Set<Operator> operators = EnumSet.copyOf(PRESENCE);
        switch (type) {
            case TEXT -> operators.addAll(
                    EnumSet.of(Operator.IS, Operator.IS_NOT, Operator.IS_ONE_OF, Operator.CONTAINS));
            case NUMBER -> {
                operators.addAll(EnumSet.of(Operator.IS, Operator.IS_NOT, Operator.IS_ONE_OF));
                operators.addAll(ORDER);
            }
            case DATE -> {
                operators.addAll(EnumSet.of(Operator.IS, Operator.IS_NOT));
                operators.addAll(ORDER);
            }
            case INSTANT -> operators.addAll(ORDER);
            case CHOICE, REFERENCE -> operators.addAll(EnumSet.of(Operator.IS, Operator.IS_NOT, Operator.IS_ONE_OF));
            case CHOICES -> operators.add(Operator.CONTAINS);
            case BOOLEAN -> {
                return EnumSet.of(Operator.IS, Operator.IS_NOT);
            }
            case OTHER -> {}
        }
        return operators;
    }

    /** What is wrong with the condition, as the field is now; empty if it can be asked and some record may meet it. */
    public Optional<Fault> fault(RemoteField field) {
        Optional<Fault> fault = fault(field.type());
        boolean chosen = field.type() == RemoteField.Type.CHOICE || field.type() == RemoteField.Type.CHOICES;
        return fault.isEmpty()
                        && chosen
                        && !field.options().isEmpty()
                        && !field.options().keySet().containsAll(values)
                ? Optional.of(Fault.VALUE_UNFIT)
                : fault;
    }

    /** What is wrong with the condition for any field of a type. */
    public Optional<Fault> fault(RemoteField.Type type) {
        if (!operators(type).contains(operator)) {
            return Optional.of(Fault.OPERATOR_UNFIT);
        }
        int most = PRESENCE.contains(operator) ? 0 : operator == Operator.IS_ONE_OF ? MOST_VALUES : 1;
        boolean counted = values.size() <= most && (most == 0 || !values.isEmpty());
        return counted && values.stream().allMatch(value -> hasForm(type, value))
                ? Optional.empty()
                : Optional.of(Fault.VALUE_UNFIT);
    }

    private static boolean hasForm(RemoteField.Type type, String value) {
        if (SameValue.isBlank(value) || value.indexOf('\0') >= 0) {
            return false;
        }
        return switch (type) {
            case NUMBER -> NUMBER.matcher(value).matches();
            case DATE -> date(value) != null;
            case INSTANT -> instant(value) != null;
            case BOOLEAN -> value.equals("true") || value.equals("false");
            case TEXT, CHOICE, CHOICES, REFERENCE, OTHER -> true;
        };
    }

    /**
     * Whether a record meets it. A value that has not the form of its type meets nothing but what it is not.
     *
     * @param fields of the record, by the CRM's names
     */
    boolean holds(Map<String, String> fields, RemoteField.Type type) {
        String theirs = fields.get(field);
        boolean blank = SameValue.isBlank(theirs);
        return switch (operator) {
            case IS_EMPTY -> blank;
            case IS_NOT_EMPTY -> !blank;
            case IS, IS_ONE_OF -> !blank && values.stream().anyMatch(value -> isSame(type, theirs, value));
            case IS_NOT -> blank || values.stream().noneMatch(value -> isSame(type, theirs, value));
            case CONTAINS -> !blank && values.stream().anyMatch(value -> contains(type, theirs, value));
            case AT_LEAST -> !blank && values.stream().anyMatch(value -> isOrdered(type, value, theirs));
            case AT_MOST -> !blank && values.stream().anyMatch(value -> isOrdered(type, theirs, value));
        };
    }

    /** Whether a record meets it that has no value in the field, or no such field. */
    public boolean holdsWithoutValue() {
        return operator == Operator.IS_EMPTY || operator == Operator.IS_NOT;
    }

    private static boolean isSame(RemoteField.Type type, @Nullable String one, String other) {
        String theirs = one == null ? "" : one;
        return switch (type) {
            case NUMBER -> isOrdered(type, theirs, other) && isOrdered(type, other, theirs);
            case TEXT -> plain(theirs).equals(plain(other));
            case DATE, INSTANT, BOOLEAN, CHOICE, CHOICES, REFERENCE, OTHER -> theirs.strip()
                    .equals(other.strip());
        };
    }

    private static boolean contains(RemoteField.Type type, @Nullable String whole, String part) {
        String theirs = whole == null ? "" : whole;
        return type == RemoteField.Type.CHOICES
                ? List.of(theirs.split(";", -1)).contains(part)
                : plain(theirs).contains(plain(part));
    }

    /** Whether the first is no later or no larger than the second; false where either says nothing of the kind. */
    private static boolean isOrdered(RemoteField.Type type, @Nullable String first, @Nullable String second) {
        return switch (type) {
            case NUMBER -> isOrdered(number(first), number(second));
            case DATE -> isOrdered(date(first), date(second));
            case INSTANT -> isOrdered(instant(first), instant(second));
            case TEXT, BOOLEAN, CHOICE, CHOICES, REFERENCE, OTHER -> false;
        };
    }

    private static <T extends Comparable<? super T>> boolean isOrdered(@Nullable T first, @Nullable T second) {
        return first != null && second != null && first.compareTo(second) <= 0;
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text != null && NUMBER.matcher(text.strip()).matches() ? new BigDecimal(text.strip()) : null;
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String plain(String text) {
        return SameValue.of(FieldMap.NAME, text).toLowerCase(Locale.ROOT);
    }
}
