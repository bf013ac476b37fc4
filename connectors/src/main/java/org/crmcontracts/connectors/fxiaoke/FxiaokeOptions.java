package org.crmcontracts.connectors.fxiaoke;

import java.util.Map;
import org.crmcontracts.connectors.spi.RemoteKind;

/**
 * What a connection says beside its address and credentials.
 *
 * @param employee the number of the employee as whom we read and write, and who owns what we create; 1000 is the first
 *     administrator of a tenant
 * @param accountReference the API name of the customer's text field for our reference
 * @param contactReference the API name of the contact's text field for our reference
 * @param referenceIsUnique whether those fields refuse a value that is there already
 * @param listsVoided whether a trial has shown that queries find voided records by their life status
 * @param startsApprovals whether our writes start the tenant's approval flows
 * @param startsWorkflows whether our writes start the tenant's workflows
 */
record FxiaokeOptions(
        String employee,
        String accountReference,
        String contactReference,
        boolean referenceIsUnique,
        boolean listsVoided,
        boolean startsApprovals,
        boolean startsWorkflows) {
    private static final String USUAL_REFERENCE = "crm_contracts_ref__c";

    static FxiaokeOptions of(Map<String, String> options) {
        return new FxiaokeOptions(
                text(options, "employee", "1000"),
                text(options, "account-reference-field", USUAL_REFERENCE),
                text(options, "contact-reference-field", USUAL_REFERENCE),
                isOn(options, "reference-unique"),
                isOn(options, "lists-voided-records"),
                isOn(options, "start-approvals"),
                isOn(options, "start-workflows"));
    }

    String reference(RemoteKind kind) {
        return kind == RemoteKind.ACCOUNT ? accountReference : contactReference;
    }

    private static String text(Map<String, String> options, String name, String usual) {
        String given = options.getOrDefault(name, "").strip();
        return given.isEmpty() ? usual : given;
    }

    private static boolean isOn(Map<String, String> options, String name) {
        return "true".equals(options.get(name));
    }
}
