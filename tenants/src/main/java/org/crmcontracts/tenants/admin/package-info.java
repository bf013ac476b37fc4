/**
 * What a signed-in person may ask about the own session and the integrity of the audit log.
 */
@NullMarked
package org.crmcontracts.tenants.admin;

import org.jspecify.annotations.NullMarked;
