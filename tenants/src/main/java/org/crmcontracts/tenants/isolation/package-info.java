/**
 * Binds every database connection of a transaction to the schema and the role of one tenant.
 * Nothing else in the product sets a search path or a role; without a tenant there is no connection.
 */
@NullMarked
package org.crmcontracts.tenants.isolation;

import org.jspecify.annotations.NullMarked;
