package org.crmcontracts.connectors.fxiaoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crmcontracts.connectors.fxiaoke.FxiaokeValues.Unfit;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.jspecify.annotations.Nullable;

/** Puts one row of Fxiaoke into text by Fxiaoke's names, and a change into a row. Pure. */
final class FxiaokeRecords {
    private FxiaokeRecords() {}

    static String object(RemoteKind kind) {
        return switch (kind) {
            case USER -> "PersonnelObj";
            case ACCOUNT -> "AccountObj";
            case CONTACT -> "ContactObj";
        };
    }

    /** What other records name a record by: an owner is named by the employee's number, not by the record's id. */
    static String idField(RemoteKind kind) {
        return kind == RemoteKind.USER ? "user_id" : "_id";
    }

    /** The names to ask for; what the tenant does not have (any more) is left out, as naming it fails the call. */
    static Set<String> projection(RemoteKind kind, Map<String, FxiaokeField> fields, Set<String> asked) {
        Set<String> names = new LinkedHashSet<>();
        names.add("_id");
        names.add(idField(kind));
        names.add("last_modified_time");
        names.add("life_status");
        names.add("is_deleted");
        asked.stream().sorted().map(FxiaokeField::source).forEach(names::add);
        names.retainAll(fields.keySet());
        names.add("_id");
        return names;
    }

    /** Voided (作废) or deleted: its users no longer see it, so for us it is gone. */
    static boolean isGone(JsonNode row) {
        return "invalid".equals(row.path("life_status").asText())
                || row.path("is_deleted").asBoolean(false);
    }

    static RemoteRecord record(RemoteKind kind, Map<String, FxiaokeField> fields, Set<String> asked, JsonNode row) {
        String id = row.path(idField(kind)).asText("");
        Instant modified = Instant.EPOCH;
        try {
            if (id.isBlank()) {
                throw new Unfit("ID_MISSING");
            }
            modified = modified(row);
            Map<String, String> values = new LinkedHashMap<>();
            for (String name : asked) {
                FxiaokeField field = fields.get(name);
                String value = field == null ? null : value(field, name, row);
                if (value != null) {
                    values.put(name, value);
                }
            }
            return new RemoteRecord(kind, id, null, modified, values, null);
        } catch (Unfit e) {
            return new RemoteRecord(kind, id, null, modified, Map.of(), e.code());
        }
    }

    static Instant modified(JsonNode row) throws Unfit {
        try {
            return FxiaokeValues.time(row.path("last_modified_time"));
        } catch (Unfit e) {
            throw new Unfit("TIME_UNREADABLE: last_modified_time");
        }
    }

    private static @Nullable String value(FxiaokeField field, String name, JsonNode row) throws Unfit {
        try {
            return switch (name) {
                case FxiaokeField.OWNER_NAME -> ownerName(row);
                case FxiaokeField.ACTIVE -> row.path("status").isMissingNode()
                        ? null
                        : String.valueOf("0".equals(row.path("status").asText()));
                default -> FxiaokeValues.read(field, row.path(name));
            };
        } catch (Unfit e) {
            throw new Unfit(e.code() + ": " + name);
        }
    }

    /** Samples show {@code owner__r} as a person with a name; other look-ups' names come as bare text. */
    private static @Nullable String ownerName(JsonNode row) {
        JsonNode shown = row.path("owner__r");
        String name = (shown.isObject() ? shown.path("name") : shown).asText("").strip();
        return name.isEmpty() ? null : name;
    }

    /** Why a change is not sent: Fxiaoke would refuse it, or worse, take something else for it. */
    static final class NotSent extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient WriteOutcome.Refused outcome;

        NotSent(String field, String code) {
            super(code);
            outcome = new WriteOutcome.Refused(field, code, "Not sent to Fxiaoke: " + code);
        }

        WriteOutcome.Refused outcome() {
            return outcome;
        }
    }

    /**
     * The row that creates or updates the record.
     *
     * @param referenceField where our reference is kept
     * @param employee becomes the owner of what is created
     */
    static ObjectNode prepare(
            RemoteKind kind,
            Map<String, FxiaokeField> fields,
            RemoteChange change,
            String referenceField,
            String employee)
            throws NotSent {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("dataObjectApiName", object(kind));
        if (change.externalId() == null) {
            row.put("record_type", "default__c");
            row.putArray("owner").add(employee);
        } else {
            row.put("_id", change.externalId());
        }
        for (Map.Entry<String, Optional<String>> entry : change.fields().entrySet()) {
            String name = entry.getKey();
            FxiaokeField field = fields.get(name);
            if (field == null) {
                throw new NotSent(name, "FIELD_UNKNOWN");
            }
            if (!field.field().writable()) {
                throw new NotSent(name, "FIELD_READ_ONLY");
            }
            if (field.field().required() && entry.getValue().isEmpty()) {
                throw new NotSent(name, "VALUE_REQUIRED");
            }
            try {
                row.set(name, FxiaokeValues.write(field, entry.getValue().orElse("")));
            } catch (Unfit e) {
                throw new NotSent(name, e.code());
            }
        }
        row.put(referenceField, change.reference());
        return row;
    }
}
