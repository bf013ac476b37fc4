/**
 * Who is asking: turns a bearer token into a caller of exactly one tenant and enforces roles.
 */
@NullMarked
package org.crmcontracts.tenants.identity;

import org.jspecify.annotations.NullMarked;
