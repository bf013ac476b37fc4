/**
 * What a CRM tells by itself: the address that it sends notices to, the door that takes them, and the channels that we
 * open at CRMs and keep open. A notice is only a hint: records are read again by {@code connectors.sync}, and without any
 * notice the pulls bring the same, only later.
 *
 * <p>The door is a Jakarta REST resource and no Camel route: a notice is proven and written down in one transaction of
 * its tenant, and the job queue goes on from there, so a route would only be one more hop that can lose it.
 */
@NullMarked
package org.crmcontracts.connectors.notice;

import org.jspecify.annotations.NullMarked;
