package org.crmcontracts.connectors.customer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;

/** A contact with where it comes from, as the API answers it with its customer. */
public record ContactView(@JsonUnwrapped Contact contact, List<IdentityLink> links, Map<String, FieldSource> sources) {}
