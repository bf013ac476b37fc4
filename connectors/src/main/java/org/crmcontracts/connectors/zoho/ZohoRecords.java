package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmcontracts.connectors.mapping.Han;
import org.crmcontracts.connectors.mapping.PersonName;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.jspecify.annotations.Nullable;

/** Puts one row of Zoho into text by Zoho's names; a row that cannot be read keeps its page going. Pure. */
final class ZohoRecords {
    /** The custom field for the unified social credit code (统一社会信用代码); Zoho has none of its own. */
    static final String CREDIT_CODE = "Unified_Credit_Code";

    static final String MODIFIED = "Modified_Time";

    /** Derived: an account's billing address as one line. No name of Zoho's own has a point. */
    static final String ADDRESS = "Billing.address";

    /** Derived: the owner's name. */
    static final String OWNER_NAME = "Owner.name";

    /** Derived, and taken apart when written: a contact's whole name as it is written in the name's language. */
    static final String PERSON_NAME = "Person.name";

    /** Derived: whether a user may log in. */
    static final String USER_ACTIVE = "status.active";

    private static final List<String> ADDRESS_PARTS =
            List.of("Billing_Street", "Billing_City", "Billing_State", "Billing_Code", "Billing_Country");
    private static final List<String> NAME_PARTS = List.of("First_Name", "Last_Name", "Full_Name");

    private ZohoRecords() {}

    static String module(RemoteKind kind) {
        return switch (kind) {
            case USER -> "users";
            case ACCOUNT -> "Accounts";
            case CONTACT -> "Contacts";
        };
    }

    /** Zoho's own names behind one that may be derived. */
    static Stream<String> sourcesOf(String name) {
        return switch (name) {
            case ADDRESS -> ADDRESS_PARTS.stream();
            case OWNER_NAME -> Stream.of("Owner");
            case PERSON_NAME -> NAME_PARTS.stream();
            case USER_ACTIVE -> Stream.of("status");
            default -> Stream.of(name);
        };
    }

    static RemoteRecord record(ZohoSchema schema, JsonNode row, Set<String> asked) {
        String id = id(row);
        Instant modified = ZohoWire.time(row.path(MODIFIED));
        if (id == null || modified == null) {
            return unreadable(schema.kind(), id, modified, id == null ? "ID_MISSING" : "TIME_UNREADABLE: " + MODIFIED);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        try {
            for (String name : asked) {
                String value = value(schema, row, name);
                if (value != null) {
                    fields.put(name, value);
                }
            }
        } catch (ZohoValues.Unfit e) {
            return unreadable(schema.kind(), id, modified, String.valueOf(e.getMessage()));
        }
        return new RemoteRecord(schema.kind(), id, modified.toString(), modified, fields, null);
    }

    static RemoteRecord unreadable(RemoteKind kind, @Nullable String id, @Nullable Instant modified, String problem) {
        return new RemoteRecord(
                kind, id == null ? "" : id, null, modified == null ? Instant.EPOCH : modified, Map.of(), problem);
    }

    private static @Nullable String value(ZohoSchema schema, JsonNode row, String name) throws ZohoValues.Unfit {
        ZohoSchema.Field field = schema.fields().get(name);
        if (field == null) {
            return null;
        }
        return switch (name) {
            case ADDRESS -> address(row);
            case OWNER_NAME -> text(row.path("Owner"), "name");
            case PERSON_NAME -> personName(row);
            case USER_ACTIVE -> String.valueOf("active".equals(text(row, "status")));
            default -> ZohoValues.read(field.remote(), row.path(name));
        };
    }

    /** Ids have up to 19 digits: they stay text and never pass through a double. */
    static @Nullable String id(JsonNode node) {
        JsonNode id = node.path("id");
        String text = id.isTextual() || id.isIntegralNumber() ? id.asText() : "";
        return text.isBlank() ? null : text;
    }

    /** Zoho builds Full_Name as first name, last name; a Chinese name is the other way round without a space. */
    private static @Nullable String personName(JsonNode row) throws ZohoValues.Unfit {
        PersonName name = new PersonName(text(row, "First_Name"), text(row, "Last_Name"));
        String full = name.isHan() ? null : text(row, "Full_Name");
        return full == null ? name.whole() : full;
    }

    /**
     * A whole name as Zoho keeps it, such that reading gives the same again: the last word is the last name, which must
     * not be empty; a Chinese name stays whole.
     *
     * @return Zoho's fields; an empty value clears one
     */
    static Map<String, Optional<String>> nameParts(String name) {
        PersonName parts = PersonName.of(name);
        return Map.of(
                "First_Name", Optional.ofNullable(parts.first()),
                "Last_Name", Optional.ofNullable(parts.last()));
    }

    private static @Nullable String address(JsonNode row) throws ZohoValues.Unfit {
        String street = text(row, "Billing_Street");
        String city = text(row, "Billing_City");
        String state = text(row, "Billing_State");
        String code = text(row, "Billing_Code");
        String country = text(row, "Billing_Country");
        boolean han = Stream.of(street, city, state).anyMatch(Han::in);
        // A Chinese address goes from the whole to the part.
        Stream<@Nullable String> parts =
                han ? Stream.of(country, state, city, street) : Stream.of(street, city, state, code, country);
        String joined = parts.filter(Objects::nonNull).collect(Collectors.joining(han ? "" : ", "));
        if (han && code != null) {
            joined = joined + " " + code;
        }
        return joined.isEmpty() ? null : joined;
    }

    private static @Nullable String text(JsonNode row, String name) throws ZohoValues.Unfit {
        JsonNode value = row.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isValueNode()) {
            throw new ZohoValues.Unfit("NOT_TEXT", name);
        }
        String text = value.asText().strip();
        return text.isEmpty() ? null : text;
    }
}
