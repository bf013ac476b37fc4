/** The connections and runs of a tenant over HTTP. */
@NullMarked
package org.crmcontracts.connectors.admin;

import org.jspecify.annotations.NullMarked;
