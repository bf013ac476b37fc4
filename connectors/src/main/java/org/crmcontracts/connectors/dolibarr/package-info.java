/**
 * Reads and writes Dolibarr by its REST API (as seen in 20.0.2): third parties, their contacts, and users.
 *
 * <p>Anyone may host a Dolibarr, so its address is the tenant's word: it is checked by form here and by its addresses on
 * the way out. Deleted records leave no trace, there is no optimistic lock, and numbers are given one after the other.
 */
@NullMarked
package org.crmcontracts.connectors.dolibarr;

import org.jspecify.annotations.NullMarked;
