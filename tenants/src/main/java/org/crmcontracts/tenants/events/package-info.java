/**
 * Tells the outside what happened in a tenant: events (事件) stand in the outbox from the transaction of what they tell,
 * and reach each matching webhook at least once, under one id, in an order that is usually that of the events.
 * Events name things and states and carry no content.
 */
@NullMarked
package org.crmcontracts.tenants.events;

import org.jspecify.annotations.NullMarked;
