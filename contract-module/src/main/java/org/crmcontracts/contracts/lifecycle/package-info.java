/** The contract, its states and its submitted versions. Keeps I2, I11 and I13; decides no approval and no signature. */
@NullMarked
package org.crmcontracts.contracts.lifecycle;

import org.jspecify.annotations.NullMarked;
