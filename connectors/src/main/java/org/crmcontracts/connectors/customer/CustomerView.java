package org.crmcontracts.connectors.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** A customer with its contacts, as the API answers it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CustomerView(@JsonUnwrapped Customer customer, List<Contact> contacts) {}
