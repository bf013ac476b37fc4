package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;

/** Zoho's records in our words. Pure. A record that makes no sense is reported with its problem, not thrown. */
final class ZohoWire {
    private static final Map<String, String> ACCOUNT = ordered(
            "Account_Name", "name",
            "Unified_Credit_Code", "registrationNumber",
            "Phone", "phone",
            "Website", "website",
            "Industry", "industry",
            "Owner", "ownerName");
    private static final Map<String, String> CONTACT = ordered(
            "Full_Name", "name",
            "Email", "email",
            "Phone", "phone",
            "Title", "title");
    private static final List<String> ADDRESS =
            List.of("Billing_Street", "Billing_City", "Billing_State", "Billing_Code", "Billing_Country");

    private ZohoWire() {}

    static String module(RemoteKind kind) {
        return kind == RemoteKind.ACCOUNT ? "Accounts" : "Contacts";
    }

    /** The {@code fields} parameter: required by v8, at most 50 names. */
    static String fields(RemoteKind kind) {
        List<String> names = new ArrayList<>(kind == RemoteKind.ACCOUNT ? ACCOUNT.keySet() : CONTACT.keySet());
        if (kind == RemoteKind.ACCOUNT) {
            names.addAll(ADDRESS);
        } else {
            names.add("Account_Name");
        }
        names.add("Modified_Time");
        return String.join(",", names);
    }

    static RemoteRecord record(RemoteKind kind, JsonNode json) {
        String id = json.path("id").asText();
        Map<String, String> fields = new LinkedHashMap<>();
        (kind == RemoteKind.ACCOUNT ? ACCOUNT : CONTACT)
                .forEach((theirs, ours) -> put(fields, ours, json.path(theirs)));
        if (kind == RemoteKind.ACCOUNT) {
            List<String> parts = new ArrayList<>();
            for (String part : ADDRESS) {
                if (!json.path(part).asText("").isBlank() && !json.path(part).isNull()) {
                    parts.add(json.path(part).asText().strip());
                }
            }
            if (!parts.isEmpty()) {
                fields.put("address", String.join(", ", parts));
            }
        } else if (json.path("Account_Name").path("id").isTextual()) {
            fields.put("accountExternalId", json.path("Account_Name").path("id").asText());
        }
        try {
            return new RemoteRecord(kind, id, instant(json.path("Modified_Time").asText()), fields, null);
        } catch (DateTimeException e) {
            return new RemoteRecord(kind, id, Instant.EPOCH, fields, "MODIFIED_TIME_INVALID");
        }
    }

    /** Zoho writes times in the zone of the token's user. */
    static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static void put(Map<String, String> fields, String name, JsonNode value) {
        // A look-up such as Owner is an object with a name.
        JsonNode plain = value.isObject() ? value.path("name") : value;
        if (plain.isValueNode() && !plain.isNull() && !plain.asText().isBlank()) {
            fields.put(name, plain.asText().strip());
        }
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
