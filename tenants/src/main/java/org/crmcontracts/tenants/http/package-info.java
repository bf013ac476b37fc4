/**
 * The conventions of our HTTP interface: problems, entity tags, cursors, idempotency and JSON.
 * Decides how a refusal looks on the wire. It knows neither tenants nor callers.
 */
@NullMarked
package org.crmcontracts.tenants.http;

import org.jspecify.annotations.NullMarked;
