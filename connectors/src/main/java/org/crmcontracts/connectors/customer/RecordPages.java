package org.crmcontracts.connectors.customer;

import java.net.URI;
import java.util.Optional;

/** Where a CRM's own users see a record. */
public interface RecordPages {
    /** Empty where the CRM's connector cannot tell. */
    Optional<URI> page(String provider, String apiUrl, boolean contact, String externalId);
}
