package org.crmcontracts.connectors.dolibarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.crmcontracts.connectors.spi.RemoteField;
import org.jspecify.annotations.Nullable;

/** Dolibarr's values as text, and text as Dolibarr's values: nearly all of them travel as text. Pure. */
final class DolibarrValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_DIGITS = 40;

    private DolibarrValues() {}

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

    static @Nullable String text(JsonNode value) throws Unfit {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isValueNode()) {
            throw new Unfit("NOT_TEXT");
        }
        String text = value.asText().strip();
        return text.isEmpty() ? null : text;
    }

    /** Null where there is no value. */
    static @Nullable String read(RemoteField field, JsonNode value) throws Unfit {
        String text = text(value);
        if (text == null) {
            return null;
        }
        return switch (field.type()) {
            case NUMBER -> number(text);
            case BOOLEAN -> String.valueOf(text.equals("1") || text.equals("true"));
            case CHOICES -> Arrays.stream(text.split(",", -1))
                    .filter(part -> !part.isEmpty())
                    .sorted()
                    .collect(Collectors.joining(";"));
            default -> text;
        };
    }

    /** The value as Dolibarr takes it: an empty text clears a field. */
    static JsonNode write(RemoteField field, String text) throws Unfit {
        if (text.isEmpty()) {
            return NODES.textNode("");
        }
        Integer most = field.maxLength();
        if (most != null && text.codePointCount(0, text.length()) > most) {
            throw new Unfit("VALUE_TOO_LONG");
        }
        return NODES.textNode(
                switch (field.type()) {
                    case NUMBER -> number(text);
                    case BOOLEAN -> truth(text);
                    case CHOICE -> option(field, text);
                    case CHOICES -> {
                        for (String value : text.split(";", -1)) {
                            option(field, value);
                        }
                        yield text.replace(';', ',');
                    }
                    case REFERENCE -> id(text);
                    case TEXT -> text;
                    case DATE, INSTANT, OTHER -> throw new Unfit("FIELD_READ_ONLY");
                });
    }

    private static String number(String text) throws Unfit {
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.precision() > MAX_DIGITS || Math.abs(number.scale()) > MAX_DIGITS) {
                throw new Unfit("NUMBER_UNREADABLE");
            }
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            throw new Unfit("NUMBER_UNREADABLE");
        }
    }

    private static String truth(String text) throws Unfit {
        return switch (text) {
            case "true" -> "1";
            case "false" -> "0";
            default -> throw new Unfit("BOOLEAN_UNREADABLE");
        };
    }

    private static String option(RemoteField field, String value) throws Unfit {
        if (!field.options().containsKey(value)) {
            throw new Unfit("NOT_AN_OPTION");
        }
        return value;
    }

    private static String id(String text) throws Unfit {
        if (!text.matches("[0-9]{1,18}")) {
            throw new Unfit("REFERENCE_UNREADABLE");
        }
        return text;
    }
}
