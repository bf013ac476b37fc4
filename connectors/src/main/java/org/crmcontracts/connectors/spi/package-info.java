/**
 * What the sync asks of a CRM, in the provider's own names of fields: to describe, list, look up and write records.
 *
 * <p>A CRM is a package that implements {@link org.crmcontracts.connectors.spi.CrmFactory}. Nothing here knows a
 * vendor's format, the database or a tenant.
 */
@NullMarked
package org.crmcontracts.connectors.spi;

import org.jspecify.annotations.NullMarked;
