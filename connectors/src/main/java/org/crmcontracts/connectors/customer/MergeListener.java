package org.crmcontracts.connectors.customer;

import java.util.UUID;
import org.crmcontracts.tenants.identity.Caller;

/** A room that holds something of customers and has to move it when two become one, in the transaction of the merge. */
public interface MergeListener {
    /** Keeps apart what each listener moves; never changes. */
    String name();

    /** Takes the locks that must come before those of the customers' rows. */
    default void lock() {}

    /**
     * Moves what the merged customer has to the survivor.
     *
     * @return what {@link #undone} needs to take it back, as JSON
     */
    String merged(UUID survivor, UUID merged, Caller caller);

    /**
     * Takes it back; {@code MERGE_CHANGED_SINCE} where that would lose something.
     *
     * @param moved what {@link #merged} returned
     */
    void undone(UUID survivor, UUID merged, String moved, Caller caller);
}
