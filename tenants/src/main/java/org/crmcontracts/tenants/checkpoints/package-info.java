/**
 * Signed statements of how far a tenant's audit chain goes (审计检查点), handed out so that a chain made anew can be told
 * from the old one, and the log as a file with its offline check. Keeps no copy outside itself: the receivers do.
 */
@NullMarked
package org.crmcontracts.tenants.checkpoints;

import org.jspecify.annotations.NullMarked;
