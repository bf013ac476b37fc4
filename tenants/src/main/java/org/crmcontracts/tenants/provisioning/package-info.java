/**
 * Creates and migrates tenants with the rights of a database administrator, outside of requests.
 */
@NullMarked
package org.crmcontracts.tenants.provisioning;

import org.jspecify.annotations.NullMarked;
