package org.crmcontracts.connectors.mapping;

/**
 * Why one field of a record cannot be taken.
 *
 * @param field our name of it
 */
public record FieldFault(String field, Code code) {
    /** What is wrong with the value. */
    public enum Code {
        VALUE_MISSING,
        VALUE_TOO_LONG,
        /** A NUL or half a character: no text that the database could hold. */
        VALUE_NOT_TEXT,
        /** Would be run by a spreadsheet that opens an export. */
        VALUE_IS_FORMULA,
        /** None of the field's options. */
        VALUE_NO_OPTION
    }
}
