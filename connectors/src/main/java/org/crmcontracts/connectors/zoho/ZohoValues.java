package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.crmcontracts.connectors.spi.RemoteField;
import org.jspecify.annotations.Nullable;

/** Zoho's JSON values as the text that travels, and back. Pure. */
final class ZohoValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ZohoValues() {}

    /** The value of a field has a shape or a form that the field does not have. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;

        Unfit(String code, String field) {
            super(code + ": " + field);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /**
     * Null where there is no value: a look-up as the other record's id, a list as sorted values, a time in UTC.
     *
     * @throws Unfit {@code NOT_TEXT} for an object or list where the field has none, {@code TIME_UNREADABLE}
     */
    static @Nullable String read(RemoteField field, JsonNode value) throws Unfit {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return switch (field.type()) {
            case REFERENCE -> reference(field, value);
            case CHOICES -> choices(field, value);
            case INSTANT -> {
                Instant time = ZohoWire.time(value);
                if (time == null) {
                    throw new Unfit("TIME_UNREADABLE", field.name());
                }
                yield time.toString();
            }
            case NUMBER -> value.isNumber() ? value.decimalValue().toPlainString() : text(field, value);
                // What cannot be written may still be of use where it is plain.
            case OTHER -> value.isValueNode() ? text(field, value) : value.toString();
            case TEXT, BOOLEAN, DATE, CHOICE -> text(field, value);
        };
    }

    private static String reference(RemoteField field, JsonNode value) throws Unfit {
        String id = ZohoRecords.id(value);
        if (id == null) {
            throw new Unfit("NOT_A_REFERENCE", field.name());
        }
        return id;
    }

    private static @Nullable String choices(RemoteField field, JsonNode values) throws Unfit {
        if (!values.isArray()) {
            return text(field, values);
        }
        List<String> read = new ArrayList<>();
        for (JsonNode value : values) {
            String text = text(field, value);
            if (text != null) {
                read.add(text);
            }
        }
        Collections.sort(read);
        return read.isEmpty() ? null : String.join(";", read);
    }

    private static @Nullable String text(RemoteField field, JsonNode value) throws Unfit {
        if (!value.isValueNode()) {
            throw new Unfit("NOT_TEXT", field.name());
        }
        String text = value.asText().strip();
        return text.isEmpty() ? null : text;
    }

    /**
     * The JSON to write; null to clear the field, which Zoho does for an update and an upsert alike.
     *
     * @throws Unfit {@code FIELD_READ_ONLY}, {@code NOT_AN_OPTION} (Zoho would add it to an ordinary pick list),
     *     {@code INVALID_DATA} for text that is no value of the type
     */
    static JsonNode write(ZohoSchema.Field field, Optional<String> value) throws Unfit {
        RemoteField remote = field.remote();
        if (!remote.writable()) {
            throw new Unfit("FIELD_READ_ONLY", remote.name());
        }
        if (value.isEmpty()) {
            return JSON.nullNode();
        }
        String text = value.get();
        try {
            return switch (remote.type()) {
                case NUMBER -> field.travelsAsText()
                        ? JSON.textNode(new BigDecimal(text).toPlainString())
                        : JSON.numberNode(new BigDecimal(text));
                case BOOLEAN -> JSON.booleanNode(isTrue(remote, text));
                case DATE -> JSON.textNode(LocalDate.parse(text).toString());
                case INSTANT -> JSON.textNode(ZohoWire.headerTime(Instant.parse(text)));
                case CHOICE -> JSON.textNode(option(remote, text));
                case CHOICES -> options(remote, text);
                case REFERENCE -> JSON.objectNode().put("id", text);
                case TEXT, OTHER -> JSON.textNode(text);
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw new Unfit("INVALID_DATA", remote.name());
        }
    }

    private static boolean isTrue(RemoteField field, String text) throws Unfit {
        if (!text.equals("true") && !text.equals("false")) {
            throw new Unfit("INVALID_DATA", field.name());
        }
        return text.equals("true");
    }

    private static ArrayNode options(RemoteField field, String text) throws Unfit {
        ArrayNode array = JSON.arrayNode();
        for (String value : Arrays.asList(text.split(";", -1))) {
            array.add(option(field, value));
        }
        return array;
    }

    private static String option(RemoteField field, String value) throws Unfit {
        if (!field.options().containsKey(value)) {
            throw new Unfit("NOT_AN_OPTION", field.name());
        }
        return value;
    }
}
