/**
 * Reads and writes Fxiaoke (纷享销客) by its open API v2: customers, contacts and employees of one tenant.
 *
 * <p>Every answer has HTTP status 200; only its {@code errorCode} tells. The session and what a code means live here;
 * what a change means for a customer does not. Only hosts of the allow-list are ever called.
 */
@NullMarked
package org.crmcontracts.connectors.fxiaoke;

import org.jspecify.annotations.NullMarked;
