/** A contract in force: receipts, completion, close-out. Keeps I10 (paid and overdue are derived). */
@NullMarked
package org.crmcontracts.contracts.performance;

import org.jspecify.annotations.NullMarked;
