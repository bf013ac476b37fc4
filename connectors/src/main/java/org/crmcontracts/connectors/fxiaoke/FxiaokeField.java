package org.crmcontracts.connectors.fxiaoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteField.Type;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.jspecify.annotations.Nullable;

/**
 * One field of an object as the tenant has configured it.
 *
 * @param type Fxiaoke's own type, which decides the form of a value on the wire
 */
record FxiaokeField(String type, RemoteField field) {
    /** Derived: the owner's name; no name of Fxiaoke's own has a point. */
    static final String OWNER_NAME = "owner.name";

    /** Derived: whether an employee may log in. */
    static final String ACTIVE = "status.active";

    /**
     * What Fxiaoke keeps by itself, or changes by other calls than update: the owner has one of his own (openapi v2,
     * read 2026-11).
     */
    private static final Set<String> KEPT_BY_FXIAOKE = Set.of(
            "_id",
            "version",
            "create_time",
            "last_modified_time",
            "created_by",
            "last_modified_by",
            "life_status",
            "lock_status",
            "is_deleted",
            "owner",
            "owner_department",
            "data_own_department",
            "relevant_team",
            "record_type",
            "extend_obj_data_id");

    /** Everything that {@code object/describe} tells, by name, and what this connector derives; without closed fields. */
    static Map<String, FxiaokeField> all(RemoteKind kind, JsonNode fields) {
        Map<String, FxiaokeField> all = new LinkedHashMap<>();
        fields.fields().forEachRemaining(entry -> {
            if (entry.getValue().path("is_active").asBoolean(true)) {
                all.put(entry.getKey(), of(kind, entry.getKey(), entry.getValue()));
            }
        });
        if (kind == RemoteKind.USER && all.containsKey("status")) {
            all.put(ACTIVE, derived(ACTIVE, "启用", Type.BOOLEAN));
        }
        if (all.containsKey("owner")) {
            all.put(OWNER_NAME, derived(OWNER_NAME, "负责人姓名", Type.TEXT));
        }
        return all;
    }

    /** Fxiaoke's own name behind the asked one. */
    static String source(String name) {
        return switch (name) {
            case OWNER_NAME -> "owner";
            case ACTIVE -> "status";
            default -> name;
        };
    }

    private static FxiaokeField of(RemoteKind kind, String name, JsonNode described) {
        String type = described.path("type").asText("");
        Map<String, String> options = new LinkedHashMap<>();
        for (JsonNode option : described.path("options")) {
            String value = option.path("value").asText("");
            if (!value.isEmpty()) {
                options.put(value, option.path("label").asText(value));
            }
        }
        boolean writable = kind != RemoteKind.USER
                && isWritten(type)
                && !KEPT_BY_FXIAOKE.contains(name)
                && !"system".equals(described.path("define_type").asText());
        return new FxiaokeField(
                type,
                new RemoteField(
                        name,
                        described.path("label").asText(name),
                        type(type),
                        writable,
                        described.path("is_required").asBoolean(false),
                        length(described.path("max_length")),
                        options));
    }

    private static FxiaokeField derived(String name, String label, Type type) {
        return new FxiaokeField("", new RemoteField(name, label, type, false, false, null, Map.of()));
    }

    private static Type type(String type) {
        return switch (type) {
            case "text", "long_text", "email", "url", "phone_number", "auto_number" -> Type.TEXT;
            case "number", "currency", "percentile" -> Type.NUMBER;
            case "true_or_false" -> Type.BOOLEAN;
            case "date" -> Type.DATE;
            case "date_time" -> Type.INSTANT;
            case "select_one", "record_type" -> Type.CHOICE;
            case "select_many" -> Type.CHOICES;
            case "employee", "object_reference", "master_detail" -> Type.REFERENCE;
            default -> Type.OTHER;
        };
    }

    private static boolean isWritten(String type) {
        return type(type) != Type.OTHER && !type.equals("auto_number");
    }

    private static @Nullable Integer length(JsonNode length) {
        int given = length.isNumber() ? length.asInt() : 0;
        return given > 0 ? given : null;
    }
}
