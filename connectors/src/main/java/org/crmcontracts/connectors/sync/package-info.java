/**
 * Keeps customers in step with a CRM: the window of a pull, the page transaction with its checkpoint, quarantine of
 * single records. Knows the CRM only through {@code spi}.
 */
@NullMarked
package org.crmcontracts.connectors.sync;

import org.jspecify.annotations.NullMarked;
