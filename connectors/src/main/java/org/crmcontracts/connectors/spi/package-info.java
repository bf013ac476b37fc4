/**
 * What the sync asks of a CRM: pages of changed records and the records deleted, in canonical names.
 *
 * <p>A CRM is a package that implements {@link org.crmcontracts.connectors.spi.CrmFactory}. Nothing here knows a
 * vendor's format, the database or a tenant.
 */
@NullMarked
package org.crmcontracts.connectors.spi;

import org.jspecify.annotations.NullMarked;
