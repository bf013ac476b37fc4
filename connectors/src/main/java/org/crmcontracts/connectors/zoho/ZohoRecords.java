package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.jspecify.annotations.Nullable;

/** Puts one row of Zoho into canonical names; a row that cannot be read keeps its page going. */
final class ZohoRecords {
    /** The custom field for the unified social credit code (统一社会信用代码); Zoho has none of its own. */
    static final String CREDIT_CODE = "Unified_Credit_Code";

    private static final List<String> ADDRESS =
            List.of("Billing_Street", "Billing_City", "Billing_State", "Billing_Code", "Billing_Country");

    private static final List<String> ACCOUNT_FIELDS = Stream.concat(
                    Stream.of("Account_Name", CREDIT_CODE, "Phone", "Website", "Industry", "Owner", "Modified_Time"),
                    ADDRESS.stream())
            .toList();

    private static final List<String> CONTACT_FIELDS = List.of(
            "Account_Name",
            "First_Name",
            "Last_Name",
            "Full_Name",
            "Email",
            "Phone",
            "Mobile",
            "Title",
            "Modified_Time");

    private ZohoRecords() {}

    static String module(RemoteKind kind) {
        return kind == RemoteKind.ACCOUNT ? "Accounts" : "Contacts";
    }

    /** The names asked for; Zoho allows 50 at most and always adds the id. */
    static List<String> fields(RemoteKind kind) {
        return kind == RemoteKind.ACCOUNT ? ACCOUNT_FIELDS : CONTACT_FIELDS;
    }

    static RemoteRecord record(RemoteKind kind, JsonNode row) {
        String id = id(row);
        Instant modified = ZohoWire.time(row.path("Modified_Time"));
        try {
            if (id == null) {
                throw new Unreadable("id is missing");
            }
            if (modified == null) {
                throw new Unreadable("Modified_Time is missing or no time");
            }
            Map<String, String> fields = kind == RemoteKind.ACCOUNT ? account(row) : contact(row);
            return new RemoteRecord(kind, id, modified, fields, null);
        } catch (Unreadable e) {
            return new RemoteRecord(
                    kind, id == null ? "" : id, modified == null ? Instant.EPOCH : modified, Map.of(), e.getMessage());
        }
    }

    /** Ids have up to 19 digits: they stay text and never pass through a double. */
    static @Nullable String id(JsonNode node) {
        JsonNode id = node.path("id");
        String text = id.isTextual() || id.isIntegralNumber() ? id.asText() : "";
        return text.isBlank() ? null : text;
    }

    private static Map<String, String> account(JsonNode row) throws Unreadable {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "name", required(row, "Account_Name"));
        put(fields, "registrationNumber", text(row, CREDIT_CODE));
        put(fields, "phone", text(row, "Phone"));
        put(fields, "website", text(row, "Website"));
        put(fields, "industry", text(row, "Industry"));
        put(fields, "address", address(row));
        put(fields, "ownerName", lookup(row, "Owner", "name"));
        return fields;
    }

    private static Map<String, String> contact(JsonNode row) throws Unreadable {
        Map<String, String> fields = new LinkedHashMap<>();
        String phone = text(row, "Phone");
        put(fields, "accountExternalId", lookup(row, "Account_Name", "id"));
        put(fields, "name", personName(row));
        put(fields, "email", text(row, "Email"));
        put(fields, "phone", phone != null ? phone : text(row, "Mobile"));
        put(fields, "title", text(row, "Title"));
        return fields;
    }

    /** Zoho builds Full_Name as first name, last name; a Chinese name is the other way round without a space. */
    private static String personName(JsonNode row) throws Unreadable {
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
        if (joined.isEmpty()) {
            throw new Unreadable("Last_Name is missing");
        }
        return joined;
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

    private static String required(JsonNode row, String name) throws Unreadable {
        String value = text(row, name);
        if (value == null) {
            throw new Unreadable(name + " is missing");
        }
        return value;
    }

    private static @Nullable String lookup(JsonNode row, String name, String part) throws Unreadable {
        JsonNode value = row.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            throw new Unreadable(name + " is not a reference");
        }
        return part.equals("id") ? id(value) : text(value, part);
    }

    private static @Nullable String text(JsonNode row, String name) throws Unreadable {
        JsonNode value = row.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isValueNode()) {
            throw new Unreadable(name + " is not text");
        }
        String text = value.asText().strip();
        return text.isEmpty() ? null : text;
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** Why one row cannot be used; never leaves this class. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }
}
