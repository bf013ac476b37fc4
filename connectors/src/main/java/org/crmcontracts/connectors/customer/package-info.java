/** The tenant's customers and their contacts as other rooms and people see them. Does not decide where they come from. */
@NullMarked
package org.crmcontracts.connectors.customer;

import org.jspecify.annotations.NullMarked;
