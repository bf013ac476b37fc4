package org.crmcontracts.connectors.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;

/**
 * A customer with its contacts, as the API answers it.
 *
 * @param links every record of it in a CRM
 * @param sources where each field comes from, by our name of the field
 * @param merges those that hold, the newest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CustomerView(
        @JsonUnwrapped Customer customer,
        List<ContactView> contacts,
        List<IdentityLink> links,
        Map<String, FieldSource> sources,
        List<CustomerMerge> merges) {}
