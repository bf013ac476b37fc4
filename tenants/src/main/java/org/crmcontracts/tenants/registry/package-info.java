/**
 * Which tenants exist and which token issuers each of them trusts, read from the platform schema.
 * Writes nothing: the provisioning room does.
 */
@NullMarked
package org.crmcontracts.tenants.registry;

import org.jspecify.annotations.NullMarked;
