/** Where the closed contract is kept. Keeps I11 (archived means read-only). */
@NullMarked
package org.crmcontracts.contracts.archive;

import org.jspecify.annotations.NullMarked;
