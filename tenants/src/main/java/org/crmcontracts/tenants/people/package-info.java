/**
 * Who the people of a tenant are and what they may do: recognises a person by the host's roles and teams, and decides,
 * in one place and with its reasons, what each may see and do. Knows owners and tasks, but not what is owned.
 */
@NullMarked
package org.crmcontracts.tenants.people;

import org.jspecify.annotations.NullMarked;
