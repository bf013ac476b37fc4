package org.crmcontracts.tenants.audit;

/**
 * A text in an event's data that may tell of a person: the chain holds a salted hash in its place, and the text goes
 * when the person who acted is erased from the log.
 */
public record Personal(String text) {
    public static Personal of(String text) {
        return new Personal(text);
    }

    @Override
    public String toString() {
        return "Personal[…]";
    }
}
