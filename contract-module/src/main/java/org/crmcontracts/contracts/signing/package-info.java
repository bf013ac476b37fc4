/** Wet-ink signing of exactly what was approved. Keeps I4; drawing the seal and the pen stays with people. */
@NullMarked
package org.crmcontracts.contracts.signing;

import org.jspecify.annotations.NullMarked;
