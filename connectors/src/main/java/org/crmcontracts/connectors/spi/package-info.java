/** What the sync asks of a CRM, small enough to read in a minute. An adapter knows neither database nor tenant. */
@NullMarked
package org.crmcontracts.connectors.spi;

import org.jspecify.annotations.NullMarked;
