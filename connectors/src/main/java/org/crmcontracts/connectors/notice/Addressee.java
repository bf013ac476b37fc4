package org.crmcontracts.connectors.notice;

import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;

/**
 * Whom an address for notices belongs to, as its word proves.
 *
 * @param version under which the address was given out; earlier ones are refused once it is renewed
 */
record Addressee(Tenant tenant, UUID connection, int version) {}
