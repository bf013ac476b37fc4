/**
 * Typed settings of a tenant: built in, then the installation's, then what the tenant was created with, then the
 * tenant's own.
 */
@NullMarked
package org.crmcontracts.tenants.settings;

import org.jspecify.annotations.NullMarked;
