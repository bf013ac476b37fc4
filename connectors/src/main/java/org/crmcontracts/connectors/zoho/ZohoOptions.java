package org.crmcontracts.connectors.zoho;

import java.util.Map;
import java.util.regex.Pattern;
import org.crmcontracts.connectors.spi.CrmRefusal;

/**
 * What a connection says beside its address and credentials.
 *
 * @param referenceField the API name of the custom text field that keeps our id of a record, in each module
 * @param referenceIsUnique whether that field does not allow duplicates; only then is a record created twice one record
 * @param startsWorkflows whether our writes start the organisation's workflows, approvals and blueprints
 */
record ZohoOptions(String referenceField, boolean referenceIsUnique, boolean startsWorkflows) {
    static final String USUAL_REFERENCE_FIELD = "CRM_Contracts_Ref";

    /** Zoho's own form of a field's API name; it becomes part of a query. */
    private static final Pattern API_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,49}");

    static ZohoOptions of(Map<String, String> options) {
        String field = options.getOrDefault("reference-field", USUAL_REFERENCE_FIELD);
        if (!API_NAME.matcher(field).matches()) {
            throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "Not a name of a Zoho field: reference-field");
        }
        return new ZohoOptions(field, isOn(options, "reference-unique"), isOn(options, "start-workflows"));
    }

    private static boolean isOn(Map<String, String> options, String name) {
        return "true".equals(options.get(name));
    }
}
