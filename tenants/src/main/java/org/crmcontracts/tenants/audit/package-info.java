/**
 * The append-only, hash-chained log of what was done and refused in a tenant.
 */
@NullMarked
package org.crmcontracts.tenants.audit;

import org.jspecify.annotations.NullMarked;
