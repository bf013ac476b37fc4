package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.jspecify.annotations.Nullable;

/** Puts one row of Zoho into text by Zoho's names; a row that cannot be read keeps its page going. */
final class ZohoRecords {
    /** The custom field for the unified social credit code (统一社会信用代码); Zoho has none of its own. */
    static final String CREDIT_CODE = "Unified_Credit_Code";

    /** Derived: an account's billing address as one line; no name of Zoho's own has a point. */
    static final String ADDRESS = "Billing.address";

    /** Derived: the owner's name. */
    static final String OWNER_NAME = "Owner.name";

    /** Derived: a contact's whole name as it is written in the name's language. */
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

    /** Zoho's own names behind the asked ones, with the modification time; sorted, so that page tokens stay valid. */
    static List<String> sources(Set<String> asked) {
        return Stream.concat(Stream.of("Modified_Time"), asked.stream().flatMap(ZohoRecords::sourcesOf))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> sourcesOf(String name) {
        return switch (name) {
            case ADDRESS -> ADDRESS_PARTS.stream();
            case OWNER_NAME -> Stream.of("Owner");
            case PERSON_NAME -> NAME_PARTS.stream();
            default -> Stream.of(name);
        };
    }

    static RemoteRecord record(RemoteKind kind, JsonNode row, Set<String> asked) {
        String id = id(row);
        Instant modified = ZohoWire.time(row.path("Modified_Time"));
        try {
            if (id == null) {
                throw new Unreadable("ID_MISSING");
            }
            if (modified == null) {
                throw new Unreadable("TIME_UNREADABLE: Modified_Time");
            }
            Map<String, String> fields = new LinkedHashMap<>();
            for (String name : asked) {
                String value =
                        switch (name) {
                            case ADDRESS -> address(row);
                            case OWNER_NAME -> ownerName(row);
                            case PERSON_NAME -> personName(row);
                            default -> ZohoValues.read(name, row.path(name));
                        };
                if (value != null) {
                    fields.put(name, value);
                }
            }
            return new RemoteRecord(kind, id, modified.toString(), modified, fields, null);
        } catch (Unreadable e) {
            return new RemoteRecord(
                    kind,
                    id == null ? "" : id,
                    null,
                    modified == null ? Instant.EPOCH : modified,
                    Map.of(),
                    e.getMessage());
        }
    }

    /** Ids have up to 19 digits: they stay text and never pass through a double. */
    static @Nullable String id(JsonNode node) {
        JsonNode id = node.path("id");
        String text = id.isTextual() || id.isIntegralNumber() ? id.asText() : "";
        return text.isBlank() ? null : text;
    }

    /** Zoho builds Full_Name as first name, last name; a Chinese name is the other way round without a space. */
    private static @Nullable String personName(JsonNode row) throws Unreadable {
        String first = text(row, "First_Name");
        String last = text(row, "Last_Name");
        if (first != null && last != null && isHan(first) && isHan(last)) {
            return last + first;
        }
        String full = text(row, "Full_Name");
        if (full != null) {
            return full;
        }
        String joined = Stream.of(first, last).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return joined.isEmpty() ? null : joined;
    }

    private static @Nullable String address(JsonNode row) throws Unreadable {
        String street = text(row, "Billing_Street");
        String city = text(row, "Billing_City");
        String state = text(row, "Billing_State");
        String code = text(row, "Billing_Code");
        String country = text(row, "Billing_Country");
        boolean han = Stream.of(street, city, state).anyMatch(part -> part != null && isHan(part));
        // A Chinese address goes from the whole to the part.
        Stream<@Nullable String> parts =
                han ? Stream.of(country, state, city, street) : Stream.of(street, city, state, code, country);
        String joined = parts.filter(Objects::nonNull).collect(Collectors.joining(han ? "" : ", "));
        if (han && code != null) {
            joined = joined + " " + code;
        }
        return joined.isEmpty() ? null : joined;
    }

    private static boolean isHan(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    private static @Nullable String ownerName(JsonNode row) throws Unreadable {
        JsonNode owner = row.path("Owner");
        return owner.isObject() ? text(owner, "name") : null;
    }

    private static @Nullable String text(JsonNode row, String name) throws Unreadable {
        JsonNode value = row.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isValueNode()) {
            throw new Unreadable("NOT_TEXT: " + name);
        }
        String text = value.asText("").strip();
        return text.isEmpty() ? null : text;
    }

    /** Why one row cannot be used; never leaves this package. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }
}
