/**
 * Reads Zoho CRM (API v8): accounts, contacts and deletions, page by page.
 *
 * <p>The session and the retries live here; what a change means for a customer does not. Only hosts of the allow-list
 * are ever called.
 */
@NullMarked
package org.crmcontracts.connectors.zoho;

import org.jspecify.annotations.NullMarked;
