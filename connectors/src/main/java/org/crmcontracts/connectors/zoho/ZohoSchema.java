package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteField.Type;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one kind as the organisation has them, those that we derive included.
 *
 * <p>From Zoho's field metadata (API v8, settings/fields, read 2026-11). Users have no such list: theirs is fixed.
 *
 * @param fields by name, in Zoho's order
 */
record ZohoSchema(RemoteKind kind, Map<String, Field> fields) {

    /**
     * One field.
     *
     * @param dataType Zoho's own type; empty for a derived one
     * @param travelsAsText whether its JSON value is a string although its type is a number
     */
    record Field(RemoteField remote, String dataType, boolean travelsAsText) {}

    /** The users' fields that are of use (API v8, users, read 2026-11); all are text but the derived one. */
    private static final List<String> USER_FIELDS =
            List.of("full_name", "first_name", "last_name", "email", "phone", "mobile", "status", "zuid");

    static ZohoSchema users() {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (String name : USER_FIELDS) {
            fields.put(name, fixed(name, Type.TEXT));
        }
        fields.put(ZohoRecords.USER_ACTIVE, fixed(ZohoRecords.USER_ACTIVE, Type.BOOLEAN));
        return new ZohoSchema(RemoteKind.USER, fields);
    }

    /** Reads the list of fields; null where it is not what Zoho documents. */
    static @Nullable ZohoSchema of(RemoteKind kind, JsonNode body) {
        JsonNode list = body.path("fields");
        if (!list.isArray() || list.isEmpty()) {
            return null;
        }
        Map<String, Field> fields = new LinkedHashMap<>();
        for (JsonNode field : list) {
            String name = field.path("api_name").asText();
            if (name.isEmpty() || !field.path("data_type").isTextual()) {
                return null;
            }
            fields.put(name, field(name, field));
        }
        derive(kind, fields);
        return new ZohoSchema(kind, fields);
    }

    private static Field field(String name, JsonNode field) {
        String dataType = field.path("data_type").asText();
        Type type = type(dataType);
        JsonNode allowed = field.path("operation_type");
        boolean writable = type != Type.OTHER
                && !dataType.equals("autonumber")
                && !field.path("read_only").asBoolean()
                && !field.path("field_read_only").asBoolean()
                && allowed.path("api_update").asBoolean(true);
        Map<String, String> options = new LinkedHashMap<>();
        if (type == Type.CHOICE || type == Type.CHOICES) {
            for (JsonNode option : field.path("pick_list_values")) {
                String value = option.path("actual_value").asText();
                options.put(value, option.path("display_value").asText(value));
            }
        }
        int length = field.path("length").asInt();
        return new Field(
                new RemoteField(
                        name,
                        field.path("field_label").asText(name),
                        type,
                        writable,
                        field.path("system_mandatory").asBoolean(),
                        type == Type.TEXT && length > 0 ? length : null,
                        options),
                dataType,
                "string".equals(field.path("json_type").asText()));
    }

    private static Type type(String dataType) {
        return switch (dataType) {
            case "text", "textarea", "richtext", "phone", "email", "website", "autonumber" -> Type.TEXT;
            case "integer", "bigint", "double", "decimal", "currency", "percent" -> Type.NUMBER;
            case "boolean" -> Type.BOOLEAN;
            case "date" -> Type.DATE;
            case "datetime" -> Type.INSTANT;
            case "picklist" -> Type.CHOICE;
            case "multiselectpicklist" -> Type.CHOICES;
            case "lookup", "ownerlookup", "userlookup" -> Type.REFERENCE;
            default -> Type.OTHER;
        };
    }

    private static void derive(RemoteKind kind, Map<String, Field> fields) {
        List<String> derived = kind == RemoteKind.ACCOUNT
                ? List.of(ZohoRecords.ADDRESS, ZohoRecords.OWNER_NAME)
                : List.of(ZohoRecords.PERSON_NAME, ZohoRecords.OWNER_NAME);
        for (String name : derived) {
            String label = ZohoRecords.sourcesOf(name)
                    .map(fields::get)
                    .filter(Objects::nonNull)
                    .map(source -> source.remote().label())
                    .collect(Collectors.joining(", "));
            if (!label.isEmpty()) {
                boolean isName = name.equals(ZohoRecords.PERSON_NAME);
                RemoteField field = new RemoteField(name, label, Type.TEXT, isName, isName, null, Map.of());
                fields.put(name, new Field(field, "", true));
            }
        }
    }

    private static Field fixed(String name, Type type) {
        return new Field(new RemoteField(name, name, type, false, false, null, Map.of()), "", true);
    }

    List<RemoteField> remote() {
        return fields.values().stream().map(Field::remote).toList();
    }

    /**
     * Zoho's own names behind the asked ones, in lists of at most 50, each with the modification time; sorted, so that
     * page tokens stay valid. A name that the organisation does not have (any more) is left out, as Zoho would.
     */
    List<List<String>> sources(Iterable<String> asked, int most) {
        List<String> names = Stream.of(asked)
                .flatMap(all -> {
                    List<String> list = new ArrayList<>();
                    all.forEach(list::add);
                    return list.stream();
                })
                .filter(fields::containsKey)
                .flatMap(ZohoRecords::sourcesOf)
                .filter(fields::containsKey)
                .filter(name -> !name.equals(ZohoRecords.MODIFIED))
                .distinct()
                .sorted()
                .toList();
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from == 0 || from < names.size(); from += most - 1) {
            List<String> part = new ArrayList<>(List.of(ZohoRecords.MODIFIED));
            part.addAll(names.subList(from, Math.min(names.size(), from + most - 1)));
            parts.add(part);
        }
        return parts;
    }
}
