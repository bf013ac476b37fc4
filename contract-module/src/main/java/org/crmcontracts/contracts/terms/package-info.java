/** Pure values: money, payment schedules, content hashes. Keeps I3 (a schedule adds up to the cent); knows no contract. */
@NullMarked
package org.crmcontracts.contracts.terms;

import org.jspecify.annotations.NullMarked;
