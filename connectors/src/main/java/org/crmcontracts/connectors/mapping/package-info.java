/**
 * How a CRM's fields become ours and ours become theirs: names, forms of values, and what counts as the same value. Pure;
 * knows neither the database nor a vendor.
 */
@NullMarked
package org.crmcontracts.connectors.mapping;

import org.jspecify.annotations.NullMarked;
