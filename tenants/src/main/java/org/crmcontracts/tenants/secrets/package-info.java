/**
 * Seals the secrets of a tenant so that a sealed text is useless to any other tenant or purpose.
 */
@NullMarked
package org.crmcontracts.tenants.secrets;

import org.jspecify.annotations.NullMarked;
