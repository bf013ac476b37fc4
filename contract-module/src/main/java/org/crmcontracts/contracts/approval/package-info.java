/** Who must agree before a contract is signed. Keeps I4 (hash) and I8 (submitters do not approve). */
@NullMarked
package org.crmcontracts.contracts.approval;

import org.jspecify.annotations.NullMarked;
