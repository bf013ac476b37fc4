package org.crmcontracts.connectors.dolibarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmcontracts.connectors.dolibarr.DolibarrValues.Unfit;
import org.crmcontracts.connectors.mapping.Han;
import org.crmcontracts.connectors.mapping.PersonName;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.jspecify.annotations.Nullable;

/** Puts one object of Dolibarr into text by Dolibarr's names, and a change into an object. Pure. */
final class DolibarrRecords {
    private DolibarrRecords() {}

    static String path(RemoteKind kind) {
        return switch (kind) {
            case USER -> "/users";
            case ACCOUNT -> "/thirdparties";
            case CONTACT -> "/contacts";
        };
    }

    /** Dolibarr's own names behind the asked ones, sorted. */
    static Set<String> properties(Set<String> asked) {
        Set<String> names = new TreeSet<>(Set.of("id", "date_modification"));
        for (String name : asked) {
            switch (name) {
                case DolibarrFields.PERSON_NAME -> names.addAll(Set.of("lastname", "firstname"));
                case DolibarrFields.FULL_ADDRESS -> names.addAll(Set.of("address", "zip", "town"));
                    // Versions differ in the spelling.
                case DolibarrFields.ACTIVE -> names.addAll(Set.of("status", "statut"));
                default -> names.add(name.startsWith(DolibarrFields.EXTRA) ? "array_options" : name);
            }
        }
        return names;
    }

    /** Empty where the row has none; Dolibarr's ids are numbers, sometimes as text. */
    static String id(JsonNode row) {
        String id = row.path("id").asText("");
        return id.matches("[0-9]{1,18}") ? id : "";
    }

    /** Null where the row does not tell: users and, by version, contacts. */
    static @Nullable Instant modified(JsonNode row) throws Unfit {
        String text = row.path("date_modification").asText("");
        if (text.isEmpty() || text.equals("null")) {
            return null;
        }
        try {
            return Instant.ofEpochSecond(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new Unfit("TIME_UNREADABLE: date_modification");
        }
    }

    /** @param noTime stands for the time of a row that tells none */
    static RemoteRecord record(
            RemoteKind kind, Map<String, RemoteField> fields, Set<String> asked, JsonNode row, Instant noTime) {
        Instant modified = Instant.EPOCH;
        try {
            if (id(row).isEmpty()) {
                throw new Unfit("ID_MISSING");
            }
            Instant told = modified(row);
            modified = told == null ? noTime : told;
            Map<String, String> values = new LinkedHashMap<>();
            for (String name : asked) {
                RemoteField field = fields.get(name);
                String value = field == null ? null : value(field, row);
                if (value != null) {
                    values.put(name, value);
                }
            }
            return new RemoteRecord(kind, id(row), null, modified, values, null);
        } catch (Unfit e) {
            return new RemoteRecord(kind, id(row), null, modified, Map.of(), e.code());
        }
    }

    private static @Nullable String value(RemoteField field, JsonNode row) throws Unfit {
        String name = field.name();
        try {
            return switch (name) {
                case DolibarrFields.PERSON_NAME -> new PersonName(text(row, "firstname"), text(row, "lastname"))
                        .whole();
                case DolibarrFields.FULL_ADDRESS -> address(row);
                case DolibarrFields.ACTIVE -> active(row);
                case "socid" -> reference(row);
                default -> DolibarrValues.read(
                        field,
                        name.startsWith(DolibarrFields.EXTRA)
                                ? row.path("array_options").path(name)
                                : row.path(name));
            };
        } catch (Unfit e) {
            throw new Unfit(e.code() + ": " + name);
        }
    }

    private static @Nullable String address(JsonNode row) throws Unfit {
        String street = text(row, "address");
        String zip = text(row, "zip");
        String town = text(row, "town");
        String joined;
        if (Han.in(street) || Han.in(town)) {
            String whole = Stream.of(town, street).filter(Objects::nonNull).collect(Collectors.joining());
            joined = zip == null ? whole : whole + " " + zip;
        } else {
            String place = Stream.of(zip, town).filter(Objects::nonNull).collect(Collectors.joining(" "));
            joined = Stream.of(street, place.isEmpty() ? null : place)
                    .filter(Objects::nonNull)
                    .map(part -> part.replaceAll("\\s*\\R\\s*", ", "))
                    .collect(Collectors.joining(", "));
        }
        return joined.isEmpty() ? null : joined;
    }

    private static @Nullable String active(JsonNode row) {
        String status = row.path("status").asText(row.path("statut").asText(""));
        return status.isEmpty() || status.equals("null") ? null : String.valueOf(status.equals("1"));
    }

    /** 0 and nothing both mean: belongs to no third party. */
    private static @Nullable String reference(JsonNode row) throws Unfit {
        String id = text(row, "socid");
        return id == null || id.equals("0") ? null : id;
    }

    private static @Nullable String text(JsonNode row, String name) throws Unfit {
        return DolibarrValues.text(row.path(name));
    }

    /** Why a change is not sent: Dolibarr would cut it, or pass over it in silence. */
    static final class NotSent extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient WriteOutcome.Refused outcome;

        NotSent(String field, String code) {
            super(code);
            outcome = new WriteOutcome.Refused(field, code, "Not sent to Dolibarr: " + code);
        }

        WriteOutcome.Refused outcome() {
            return outcome;
        }
    }

    /** The object that creates or updates the record; Dolibarr ignores names that it does not know, so we do not. */
    static ObjectNode prepare(RemoteKind kind, Map<String, RemoteField> fields, RemoteChange change) throws NotSent {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        boolean creates = change.externalId() == null;
        if (creates && kind == RemoteKind.ACCOUNT) {
            row.put("client", "1").put("code_client", "-1");
        }
        row.put("ref_ext", change.reference());
        for (String name : ordered(change.fields().keySet())) {
            String value = change.fields().getOrDefault(name, Optional.empty()).orElse("");
            RemoteField field = fields.get(name);
            if (field == null) {
                throw new NotSent(name, "FIELD_UNKNOWN");
            }
            if (!field.writable()) {
                throw new NotSent(name, "FIELD_READ_ONLY");
            }
            if (field.required() && value.isBlank()) {
                throw new NotSent(name, "VALUE_REQUIRED");
            }
            put(row, fields, field, value);
        }
        for (RemoteField field : fields.values()) {
            if (creates
                    && field.required()
                    && field.writable()
                    && !change.fields().containsKey(field.name())) {
                boolean named = field.name().equals(DolibarrFields.PERSON_NAME) && row.has("lastname");
                if (!named) {
                    throw new NotSent(field.name(), "VALUE_REQUIRED");
                }
            }
        }
        return row;
    }

    /** The whole name first, so that a part that is mapped for itself stands. */
    private static Set<String> ordered(Set<String> names) {
        Set<String> ordered = new LinkedHashSet<>();
        if (names.contains(DolibarrFields.PERSON_NAME)) {
            ordered.add(DolibarrFields.PERSON_NAME);
        }
        ordered.addAll(new TreeSet<>(names));
        return ordered;
    }

    /** An empty text clears the part. */
    private static void part(ObjectNode row, Map<String, RemoteField> fields, String name, @Nullable String value)
            throws Unfit {
        row.set(name, DolibarrValues.write(Objects.requireNonNull(fields.get(name)), value == null ? "" : value));
    }

    private static void put(ObjectNode row, Map<String, RemoteField> fields, RemoteField field, String value)
            throws NotSent {
        String name = field.name();
        try {
            if (name.equals(DolibarrFields.PERSON_NAME)) {
                PersonName parts = PersonName.of(value);
                part(row, fields, "lastname", parts.last());
                part(row, fields, "firstname", parts.first());
            } else if (name.startsWith(DolibarrFields.EXTRA)) {
                row.withObjectProperty("array_options").set(name, DolibarrValues.write(field, value));
            } else {
                row.set(name, DolibarrValues.write(field, value));
            }
        } catch (Unfit e) {
            throw new NotSent(name, e.code());
        }
    }
}
