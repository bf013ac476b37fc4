package org.crmcontracts.connectors.dolibarr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteField.Type;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.jspecify.annotations.Nullable;

/**
 * The fields of Dolibarr's records: the fixed ones with their labels and lengths (llx_societe, llx_socpeople, llx_user
 * of 20.0), and the tenant's own, the "complementary attributes". Pure.
 */
final class DolibarrFields {
    /** Derived: a person's name as one; written to first and last name. No name of Dolibarr's own has a point. */
    static final String PERSON_NAME = "person.name";

    /** Derived: street, post code and town in one line. */
    static final String FULL_ADDRESS = "address.full";

    /** Derived: whether a user may log in. */
    static final String ACTIVE = "status.active";

    /** How the API names a complementary attribute. */
    static final String EXTRA = "options_";

    private static final Map<String, String> CUSTOMER_OR_NOT = Map.of(
            "0", "Neither customer nor prospect", "1", "Customer", "2", "Prospect", "3", "Customer and prospect");
    private static final Map<String, String> OPEN_OR_CLOSED = Map.of("0", "Closed", "1", "Open");

    private static final List<RemoteField> ACCOUNT = List.of(
            text("name", "Third-party name", true, 128),
            text("name_alias", "Alias name", false, 128),
            text("email", "Email", false, 128),
            text("phone", "Phone", false, 30),
            text("url", "Web", false, 255),
            text("address", "Address", false, 255),
            text("zip", "Zip code", false, 25),
            text("town", "Town", false, 50),
            text("idprof1", "Professional ID 1", false, 128),
            text("idprof2", "Professional ID 2", false, 128),
            text("idprof3", "Professional ID 3", false, 128),
            text("idprof4", "Professional ID 4", false, 128),
            text("tva_intra", "VAT ID", false, 20),
            text("note_public", "Public note", false, null),
            text("code_client", "Customer code", false, 24),
            choice("client", "Prospect / customer", CUSTOMER_OR_NOT),
            choice("status", "Status", OPEN_OR_CLOSED),
            read("ref_ext", "External reference", Type.TEXT),
            read(FULL_ADDRESS, "Whole address", Type.TEXT));

    private static final List<RemoteField> CONTACT = List.of(
            new RemoteField(PERSON_NAME, "Whole name", Type.TEXT, true, true, 100, Map.of()),
            text("lastname", "Last name", false, 50),
            text("firstname", "First name", false, 50),
            new RemoteField("socid", "Third party", Type.REFERENCE, true, false, null, Map.of()),
            text("poste", "Job position", false, 255),
            text("email", "Email", false, 255),
            text("phone_pro", "Business phone", false, 30),
            text("phone_mobile", "Mobile", false, 30),
            text("address", "Address", false, 255),
            text("zip", "Zip code", false, 25),
            text("town", "Town", false, 50),
            text("note_public", "Public note", false, null),
            read("ref_ext", "External reference", Type.TEXT),
            read(FULL_ADDRESS, "Whole address", Type.TEXT));

    private static final List<RemoteField> USER = List.of(
            read("login", "Login", Type.TEXT),
            read("lastname", "Last name", Type.TEXT),
            read("firstname", "First name", Type.TEXT),
            read("email", "Email", Type.TEXT),
            read(PERSON_NAME, "Whole name", Type.TEXT),
            read(ACTIVE, "Active", Type.BOOLEAN));

    private DolibarrFields() {}

    /** @param extra the answer of {@code setup/extrafields}, missing where the user may not read it */
    static Map<String, RemoteField> all(RemoteKind kind, JsonNode extra) {
        Map<String, RemoteField> all = new LinkedHashMap<>();
        for (RemoteField field : fixed(kind)) {
            all.put(field.name(), field);
        }
        extra.path(table(kind)).fields().forEachRemaining(entry -> {
            RemoteField field = extra(kind, EXTRA + entry.getKey(), entry.getValue());
            all.put(field.name(), field);
        });
        return all;
    }

    /** How {@code setup/extrafields} names the kind. */
    static String table(RemoteKind kind) {
        return switch (kind) {
            case ACCOUNT -> "societe";
            case CONTACT -> "socpeople";
            case USER -> "user";
        };
    }

    private static List<RemoteField> fixed(RemoteKind kind) {
        return switch (kind) {
            case ACCOUNT -> ACCOUNT;
            case CONTACT -> CONTACT;
            case USER -> USER;
        };
    }

    private static RemoteField extra(RemoteKind kind, String name, JsonNode described) {
        Map<String, String> options = new LinkedHashMap<>();
        Type type =
                switch (described.path("type").asText("")) {
                    case "varchar", "text", "html", "phone", "mail", "url" -> Type.TEXT;
                    case "int", "double", "price" -> Type.NUMBER;
                    case "boolean" -> Type.BOOLEAN;
                    case "select", "radio" -> Type.CHOICE;
                    case "checkbox" -> Type.CHOICES;
                        // Dates travel in the time zone of a server that does not name it; links name no kind.
                    default -> Type.OTHER;
                };
        if (type == Type.CHOICE || type == Type.CHOICES) {
            described
                    .path("param")
                    .path("options")
                    .fields()
                    .forEachRemaining(option ->
                            options.put(option.getKey(), option.getValue().asText()));
        }
        String computed = described.path("computed").asText("");
        int size = described.path("size").asInt(0);
        return new RemoteField(
                name,
                described.path("label").asText(name),
                type,
                kind != RemoteKind.USER && type != Type.OTHER && (computed.isEmpty() || computed.equals("null")),
                described.path("required").asInt(0) == 1,
                type == Type.TEXT && size > 0 ? Integer.valueOf(size) : null,
                options);
    }

    private static RemoteField text(String name, String label, boolean required, @Nullable Integer length) {
        return new RemoteField(name, label, Type.TEXT, true, required, length, Map.of());
    }

    private static RemoteField choice(String name, String label, Map<String, String> options) {
        return new RemoteField(name, label, Type.CHOICE, true, false, null, options);
    }

    private static RemoteField read(String name, String label, Type type) {
        return new RemoteField(name, label, type, false, false, null, Map.of());
    }
}
