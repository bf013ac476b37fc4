package org.crmcontracts.connectors.fxiaoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fxiaoke's values as text, and text as Fxiaoke's values ("field values" of openapi v2, read 2026-11). Pure. */
final class FxiaokeValues {
    /** A date is midnight in this zone; {@code object/describe} names no other one. */
    static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** More digits than any amount has, and few enough that a number such as 1e999999 is not spelled out. */
    private static final int MAX_DIGITS = 40;

    private FxiaokeValues() {}

    /** Why a value cannot be read or written: an upper-case code. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final String code;

        Unfit(String code) {
            super(code);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /** Null where there is no value. */
    static @Nullable String read(FxiaokeField field, JsonNode value) throws Unfit {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return switch (field.field().type()) {
            case NUMBER -> blank(value) ? null : number(text(value));
            case DATE -> blank(value)
                    ? null
                    : time(value).atOffset(ZONE).toLocalDate().toString();
            case INSTANT -> blank(value) ? null : time(value).toString();
            case BOOLEAN -> blank(value) ? null : truth(text(value));
            case CHOICES -> list(value);
            case REFERENCE -> value.isArray()
                    ? (value.isEmpty() ? null : filled(text(value.get(0))))
                    : filled(text(value));
            case TEXT, CHOICE -> filled(text(value));
            case OTHER -> value.isValueNode() ? filled(value.asText()) : null;
        };
    }

    /** The value as Fxiaoke takes it; null in JSON for an empty one. */
    static JsonNode write(FxiaokeField field, String text) throws Unfit {
        if (text.isEmpty()) {
            return NODES.nullNode();
        }
        Integer most = field.field().maxLength();
        if (most != null && text.codePointCount(0, text.length()) > most) {
            throw new Unfit("VALUE_TOO_LONG");
        }
        return switch (field.field().type()) {
            case NUMBER -> NODES.textNode(number(text));
            case DATE -> NODES.numberNode(
                    date(text).atStartOfDay().toInstant(ZONE).toEpochMilli());
            case INSTANT -> NODES.numberNode(instant(text).toEpochMilli());
            case BOOLEAN -> NODES.booleanNode(Boolean.parseBoolean(truth(text)));
            case CHOICE -> NODES.textNode(option(field, text));
            case CHOICES -> {
                ArrayNode values = NODES.arrayNode();
                for (String value : text.split(";", -1)) {
                    values.add(option(field, value));
                }
                yield values;
            }
            case REFERENCE -> field.type().equals("employee")
                    ? NODES.arrayNode().add(text)
                    : NODES.textNode(text);
            case TEXT -> NODES.textNode(text);
            case OTHER -> throw new Unfit("FIELD_READ_ONLY");
        };
    }

    /** Epoch milliseconds, as a number or as text. */
    static Instant time(JsonNode value) throws Unfit {
        try {
            return Instant.ofEpochMilli(
                    value.isIntegralNumber()
                            ? value.longValue()
                            : Long.parseLong(text(value).strip()));
        } catch (NumberFormatException e) {
            throw new Unfit("TIME_UNREADABLE");
        }
    }

    private static boolean blank(JsonNode value) {
        return value.isTextual() && value.textValue().isBlank();
    }

    private static @Nullable String filled(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? null : stripped;
    }

    private static String text(JsonNode value) throws Unfit {
        if (!value.isValueNode()) {
            throw new Unfit("NOT_TEXT");
        }
        return value.asText();
    }

    private static String number(String text) throws Unfit {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            if (number.precision() > MAX_DIGITS || Math.abs(number.scale()) > MAX_DIGITS) {
                throw new Unfit("NUMBER_UNREADABLE");
            }
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            throw new Unfit("NUMBER_UNREADABLE");
        }
    }

    private static String truth(String text) throws Unfit {
        if (!text.equals("true") && !text.equals("false")) {
            throw new Unfit("BOOLEAN_UNREADABLE");
        }
        return text;
    }

    private static LocalDate date(String text) throws Unfit {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new Unfit("DATE_UNREADABLE");
        }
    }

    private static Instant instant(String text) throws Unfit {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new Unfit("TIME_UNREADABLE");
        }
    }

    private static @Nullable String list(JsonNode value) throws Unfit {
        if (!value.isArray()) {
            return filled(text(value));
        }
        List<String> values = new ArrayList<>();
        for (JsonNode item : value) {
            values.add(text(item));
        }
        Collections.sort(values);
        return values.isEmpty() ? null : String.join(";", values);
    }

    private static String option(FxiaokeField field, String value) throws Unfit {
        if (!field.field().options().containsKey(value)) {
            throw new Unfit("NOT_AN_OPTION");
        }
        return value;
    }
}
