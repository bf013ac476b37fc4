/**
 * Starts the product outside a server that somebody else runs: an embedded PostgreSQL when none is named, the
 * platform's schema and request role, Payara Micro with the WAR and, for a first look, the demo.
 *
 * <p>These classes stand in the launcher's jar, never in the WAR.
 */
package org.crmcontracts.contracts.launch;
