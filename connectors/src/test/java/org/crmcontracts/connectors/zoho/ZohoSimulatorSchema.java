package org.crmcontracts.connectors.zoho;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The simulated organisation's fields, which its administrators may change at any time. */
final class ZohoSimulatorSchema {
    private static final Set<String> READ_ONLY = Set.of("Full_Name", "Modified_Time", "Created_Time");

    /** One field; the unit of length is characters, 0 where it has none. */
    record Field(String name, String type, int length, boolean mandatory, boolean unique, List<String> options) {
        boolean readOnly() {
            return READ_ONLY.contains(name);
        }

        String jsonType() {
            return switch (type) {
                case "integer" -> "integer";
                case "currency", "double" -> "double";
                case "boolean" -> "boolean";
                case "lookup", "ownerlookup" -> "jsonobject";
                case "multiselectpicklist" -> "jsonarray";
                default -> "string";
            };
        }
    }

    private final Map<String, Map<String, Field>> fields = new LinkedHashMap<>();

    ZohoSimulatorSchema() {
        fields.put("Accounts", new LinkedHashMap<>());
        fields.put("Contacts", new LinkedHashMap<>());
        set("Accounts", new Field("Account_Name", "text", 200, true, false, List.of()));
        text("Accounts", ZohoRecords.CREDIT_CODE, 50);
        text("Accounts", "Billing_Street", 250);
        text("Accounts", "Billing_City", 100);
        text("Accounts", "Billing_State", 100);
        text("Accounts", "Billing_Code", 30);
        text("Accounts", "Billing_Country", 100);
        field("Accounts", "Phone", "phone", 30);
        field("Accounts", "Website", "website", 450);
        field("Accounts", "Description", "textarea", 32_000);
        field("Accounts", "Industry", "picklist", 120);
        field("Accounts", "Employees", "integer", 9);
        field("Accounts", "Annual_Revenue", "currency", 16);
        field("Accounts", "Long_Number", "bigint", 18);
        field("Accounts", "Is_Partner", "boolean", 0);
        field("Accounts", "Founded", "date", 0);
        field("Accounts", "Next_Review", "datetime", 0);
        set("Accounts", new Field("Segments", "multiselectpicklist", 120, false, false, List.of("A", "B", "C")));
        set(
                "Accounts",
                new Field("Contract_Status", "picklist", 120, false, false, List.of("DRAFT", "ACTIVE", "ENDED")));
        field("Accounts", "Owner", "ownerlookup", 0);
        field("Accounts", "Created_Time", "datetime", 0);
        field("Accounts", "Modified_Time", "datetime", 0);
        set("Contacts", new Field("Last_Name", "text", 120, true, false, List.of()));
        text("Contacts", "First_Name", 120);
        text("Contacts", "Full_Name", 250);
        field("Contacts", "Account_Name", "lookup", 0);
        field("Contacts", "Email", "email", 100);
        field("Contacts", "Phone", "phone", 50);
        field("Contacts", "Mobile", "phone", 30);
        text("Contacts", "Title", 100);
        field("Contacts", "Owner", "ownerlookup", 0);
        field("Contacts", "Created_Time", "datetime", 0);
        field("Contacts", "Modified_Time", "datetime", 0);
        reference(true);
    }

    /** The custom field that the tenant makes for our id. */
    void reference(boolean unique) {
        for (String module : fields.keySet()) {
            set(module, new Field(ZohoOptions.USUAL_REFERENCE_FIELD, "text", 255, false, unique, List.of()));
        }
    }

    private void text(String module, String name, int length) {
        field(module, name, "text", length);
    }

    private void field(String module, String name, String type, int length) {
        set(module, new Field(name, type, length, false, false, List.of()));
    }

    synchronized void set(String module, Field field) {
        fields.get(module).put(field.name(), field);
    }

    synchronized void remove(String module, String name) {
        fields.get(module).remove(name);
    }

    synchronized Map<String, Field> of(String module) {
        return Map.copyOf(fields.get(module));
    }

    /** As a pick list grows when a user types a new value. */
    synchronized void addOption(String module, String name, String value) {
        Field field = fields.get(module).get(name);
        if (field != null && field.type().equals("picklist") && !field.options().contains(value)) {
            List<String> options = new ArrayList<>(field.options());
            options.add(value);
            set(module, new Field(name, field.type(), field.length(), field.mandatory(), field.unique(), options));
        }
    }

    /** The answer of settings/fields with all that Zoho's description demands. */
    synchronized ZohoSimulatorAnswer described(String module) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Field field : fields.get(module).values()) {
            all.add(described(field, all.size()));
        }
        return ZohoSimulatorAnswer.data(Map.of("fields", all));
    }

    private static Map<String, Object> described(Field field, int place) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (String no : List.of(
                "webhook",
                "colour_code_enabled_by_system",
                "businesscard_supported",
                "separator",
                "history_tracking_enabled",
                "enable_colour_code",
                "virtual_field",
                "public",
                "display_field",
                "pick_list_values_sorted_lexically",
                "custom_field")) {
            shown.put(no, false);
        }
        for (String yes : List.of("filterable", "visible", "searchable", "sortable", "mass_update")) {
            shown.put(yes, true);
        }
        for (String none : List.of("association_details", "external", "range")) {
            shown.put(none, null);
        }
        for (String empty : List.of(
                "multi_module_lookup",
                "currency",
                "lookup",
                "rollup_summary",
                "formula",
                "multiselectlookup",
                "auto_number")) {
            shown.put(empty, Map.of());
        }
        shown.put("email_parser", Map.of("fields_update_supported", false, "record_operations_supported", false));
        shown.put("convert_mapping", Map.of());
        shown.put("id", String.valueOf(5_725_767_000_000_002_000L + place));
        shown.put("api_name", field.name());
        shown.put("field_label", field.name().replace('_', ' '));
        shown.put("display_label", field.name().replace('_', ' '));
        shown.put("data_type", field.type());
        shown.put("json_type", field.jsonType());
        shown.put("length", field.length());
        shown.put("type", "used");
        shown.put("created_source", "default");
        shown.put("display_type", -1);
        shown.put("ui_type", 1);
        shown.put("profiles", List.of());
        shown.put("system_mandatory", field.mandatory());
        shown.put("read_only", field.readOnly());
        shown.put("field_read_only", field.readOnly());
        shown.put("unique", field.unique() ? Map.of("case_sensitive", false) : Map.of());
        boolean open = !field.readOnly();
        shown.put(
                "operation_type",
                Map.of("web_update", open, "api_create", open, "web_create", open, "api_update", open));
        shown.put("view_type", Map.of("view", true, "edit", open, "quick_create", false, "create", open));
        List<Map<String, Object>> options = new ArrayList<>();
        for (String option : field.options()) {
            options.add(Map.of(
                    "display_value",
                    option,
                    "actual_value",
                    option,
                    "reference_value",
                    option,
                    "sequence_number",
                    options.size() + 1,
                    "id",
                    String.valueOf(5_725_767_000_000_003_000L + place * 200L + options.size()),
                    "type",
                    "used"));
        }
        shown.put("pick_list_values", options);
        return shown;
    }
}
