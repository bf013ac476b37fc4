/**
 * Calls to addresses that a tenant named: guarded, so that no tenant can make the server speak to the operator's own
 * network.
 */
@NullMarked
package org.crmcontracts.tenants.outbound;

import org.jspecify.annotations.NullMarked;
