/** What contracts are made from: types, templates, clauses, numbering. Keeps I7 (numbers are unique and never reused). */
@NullMarked
package org.crmcontracts.contracts.library;

import org.jspecify.annotations.NullMarked;
