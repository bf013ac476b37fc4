/**
 * The ways out to CRMs, shared by all connectors: Camel routes over HTTP clients that follow no redirect, repeat nothing
 * by themselves and take no more than a limit of bytes and time.
 *
 * <p>Reads are repeated while the CRM is busy or out of reach; whatever changes something at the CRM is sent once. What
 * an answer means is the connector's to say.
 */
@NullMarked
package org.crmcontracts.connectors.transport;

import org.jspecify.annotations.NullMarked;
