package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Zoho's writes with Zoho's refusals (CRM v8 Insert, Update and Upsert Records, read 2026-11). */
final class ZohoSimulatorWrites {
    private static final int MAX_RECORDS = 100;
    private static final Set<String> KEYS = Set.of("data", "trigger", "duplicate_check_fields");

    private final ZohoSimulatorStore store;
    private final ZohoSimulatorSchema schema;

    ZohoSimulatorWrites(ZohoSimulatorStore store, ZohoSimulatorSchema schema) {
        this.store = store;
        this.schema = schema;
    }

    /** What is asked of each record. */
    enum Operation {
        INSERT,
        UPDATE,
        UPSERT
    }

    private static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Map<String, Object> details;
        private final String code;

        Invalid(String code, Map<String, Object> details) {
            super(code);
            this.code = code;
            this.details = details;
        }
    }

    ZohoSimulatorAnswer write(String module, Operation operation, JsonNode body, String unmodifiedSince) {
        JsonNode data = body.path("data");
        if (!data.isArray() || data.isEmpty()) {
            return ZohoSimulatorAnswer.error(
                    400, "MANDATORY_NOT_FOUND", "required field not found", Map.of("api_name", "data"));
        }
        if (data.size() > MAX_RECORDS) {
            return ZohoSimulatorAnswer.error(
                    400, "LIMIT_EXCEEDED", "more than 100 records", Map.of("api_name", "data"));
        }
        List<String> unknown = new ArrayList<>();
        body.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                unknown.add(key);
            }
        });
        if (!unknown.isEmpty()) {
            return ZohoSimulatorAnswer.error(
                    400, "INVALID_DATA", "not a known key", Map.of("api_name", unknown.get(0)));
        }
        List<Map<String, Object>> results = new ArrayList<>();
        int good = 0;
        boolean conflict = false;
        for (int i = 0; i < data.size(); i++) {
            Map<String, Object> result;
            try {
                result = one(module, operation, data.get(i), body.path("duplicate_check_fields"), i, unmodifiedSince);
                good++;
            } catch (Invalid e) {
                conflict |= e.code.equals("ALREADY_MODIFIED");
                result = new LinkedHashMap<>();
                result.put("code", e.code);
                result.put("details", e.details);
                result.put("message", "refused by the simulator");
                result.put("status", "error");
            }
            results.add(result);
        }
        int all = operation == Operation.INSERT ? 201 : 200;
        int status = good == data.size() ? all : good > 0 ? 207 : conflict ? 412 : 400;
        return new ZohoSimulatorAnswer(status, Map.of("data", results));
    }

    private Map<String, Object> one(
            String module, Operation operation, JsonNode row, JsonNode checked, int place, String unmodifiedSince)
            throws Invalid {
        Map<String, ZohoSimulatorSchema.Field> fields = schema.of(module);
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : row.properties()) {
            if (!entry.getKey().equals("id")) {
                ZohoSimulatorSchema.Field field = fields.get(entry.getKey());
                if (field == null || field.readOnly()) {
                    // Zoho ignores what it does not know; a connector of ours must not send it.
                    throw invalid("INVALID_DATA", entry.getKey(), place, Map.of());
                }
                values.put(entry.getKey(), value(field, entry.getValue(), place));
            }
        }
        ZohoSimulatorStore.Row target = null;
        String matched = null;
        if (operation == Operation.UPDATE) {
            target = store.row(module, row.path("id").asText());
            if (target == null) {
                throw invalid("INVALID_DATA", "id", place, Map.of());
            }
        } else if (operation == Operation.UPSERT) {
            for (JsonNode name : checked) {
                ZohoSimulatorStore.Row other = store.holding(module, name.asText(), values.get(name.asText()));
                if (other != null && target == null) {
                    target = other;
                    matched = name.asText();
                }
            }
        }
        for (ZohoSimulatorSchema.Field field : fields.values()) {
            boolean cleared = values.containsKey(field.name()) && values.get(field.name()) == null;
            boolean missing = target == null && values.get(field.name()) == null;
            if (field.mandatory() && (cleared || missing)) {
                throw invalid("MANDATORY_NOT_FOUND", field.name(), place, Map.of());
            }
            if (field.unique() && values.get(field.name()) != null) {
                ZohoSimulatorStore.Row other = store.holding(module, field.name(), values.get(field.name()));
                if (other != null && (target == null || !other.id().equals(target.id()))) {
                    throw invalid(
                            "DUPLICATE_DATA",
                            field.name(),
                            place,
                            Map.of("duplicate_record", Map.of("id", other.id(), "module", Map.of("api_name", module))));
                }
            }
        }
        if (target != null && unmodifiedSince != null && target.modified().isAfter(time(unmodifiedSince))) {
            throw new Invalid(
                    "ALREADY_MODIFIED",
                    Map.of("id", target.id(), "Modified_Time", ZohoSimulatorStore.time(target.modified())));
        }
        if (target != null) {
            values.put("id", target.id());
        }
        String id = store.put(module, values);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("code", "SUCCESS");
        if (operation == Operation.UPSERT) {
            result.put("duplicate_field", matched);
            result.put("action", target == null ? "insert" : "update");
        }
        result.put("details", store.written(module, id));
        result.put("message", target == null ? "record added" : "record updated");
        result.put("status", "success");
        return result;
    }

    private Object value(ZohoSimulatorSchema.Field field, JsonNode value, int place) throws Invalid {
        if (value.isNull()) {
            return null;
        }
        boolean fits =
                switch (field.type()) {
                    case "integer" -> value.isIntegralNumber();
                    case "currency", "double" -> value.isNumber();
                    case "bigint" -> value.isTextual() && value.textValue().matches("-?[0-9]{1,18}");
                    case "boolean" -> value.isBoolean();
                    case "date" -> isDate(value);
                    case "datetime" -> value.isTextual()
                            && value.textValue().matches("[0-9T:-]{19}[+-][0-9]{2}:[0-9]{2}");
                    case "lookup", "ownerlookup" -> value.path("id").isTextual()
                            && value.path("id").textValue().matches("[0-9]{1,19}");
                    case "multiselectpicklist" -> value.isArray() && knows(field, value);
                    case "email" -> value.isTextual() && value.textValue().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
                    default -> value.isTextual();
                };
        if (!fits) {
            throw invalid("INVALID_DATA", field.name(), place, Map.of("expected_data_type", field.type()));
        }
        if (value.isTextual() && field.length() > 0 && value.textValue().length() > field.length()) {
            throw invalid("INVALID_DATA", field.name(), place, Map.of("maximum_length", field.length()));
        }
        if (value.isObject()) {
            return Map.of("id", value.path("id").textValue());
        }
        if (value.isArray()) {
            List<String> values = new ArrayList<>();
            value.forEach(item -> values.add(item.asText()));
            return values;
        }
        return value.isTextual() ? value.textValue() : value.isBoolean() ? value.booleanValue() : value.decimalValue();
    }

    private static boolean knows(ZohoSimulatorSchema.Field field, JsonNode values) {
        for (JsonNode value : values) {
            if (!field.options().contains(value.asText())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDate(JsonNode value) {
        try {
            LocalDate.parse(value.asText());
            return value.isTextual();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Instant time(String header) {
        return OffsetDateTime.parse(header).toInstant();
    }

    private static Invalid invalid(String code, String field, int place, Map<String, Object> more) {
        Map<String, Object> details = new LinkedHashMap<>(more);
        details.put("api_name", field);
        details.put("json_path", "$.data[" + place + "]." + field);
        return new Invalid(code, details);
    }

    /** As one of the CRM's users deletes records: at most 100 of them, by their ids (API v8, Delete Records). */
    ZohoSimulatorAnswer delete(String module, String ids) {
        List<Map<String, Object>> results = new ArrayList<>();
        for (String id : ids.split(",", MAX_RECORDS)) {
            store.delete(module, id);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("code", "SUCCESS");
            result.put("details", Map.of("id", id));
            result.put("message", "record deleted");
            result.put("status", "success");
            results.add(result);
        }
        return ZohoSimulatorAnswer.data(Map.of("data", results));
    }
}
