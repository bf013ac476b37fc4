/** Writing a contract: facts, clauses, payment items, documents. Changes drafts only; submitting is approval's. */
@NullMarked
package org.crmcontracts.contracts.drafting;

import org.jspecify.annotations.NullMarked;
