/** Reading across rooms: a contract's timeline. Changes nothing. */
@NullMarked
package org.crmcontracts.contracts.overview;

import org.jspecify.annotations.NullMarked;
