package org.crmcontracts.connectors.sync;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.jspecify.annotations.Nullable;

/** What is to be done with one record that the CRM has shown. */
sealed interface Decision {
    RemoteRecord record();

    /**
     * Its values are those we know.
     *
     * @param advances whether it has a newer revision or another owner, or was thought deleted
     */
    record Known(RemoteRecord record, boolean advances) implements Decision {}

    /**
     * The connection's filter does not admit it, and it is not linked.
     *
     * @param behind the CRM's id of the account with which it was left out; null where it is left out for itself
     */
    record LeftOut(RemoteRecord record, @Nullable String behind) implements Decision {}

    /** It waits for a person already. */
    record Waiting(RemoteRecord record) implements Decision {}

    /**
     * It cannot be taken.
     *
     * @param field our name of the field at fault, null where it is the record as a whole
     * @param again whether these very values were refused before
     */
    record Held(
            RemoteRecord record, String code, @Nullable String field, String message, String fingerprint, boolean again)
            implements Decision {}

    /**
     * Our record is made or changed.
     *
     * @param fields all our fields after the changes
     * @param customer a contact's customer, null where it stays
     * @param here the changes of ours; empty for a new record and for one that changes only there
     * @param goesOut whether the CRM's record needs a change
     * @param alias whether theirs is a second record of ours, which settles no conflict of the first
     */
    record Written(
            RemoteRecord record,
            UUID localId,
            boolean isNew,
            Map<String, String> fields,
            @Nullable UUID customer,
            String fingerprint,
            Map<String, String> base,
            List<ThreeWayMerge.Change> here,
            boolean goesOut,
            List<ThreeWayMerge.Conflict> conflicts,
            int rounds,
            @Nullable Instant roundsSince,
            boolean alias)
            implements Decision {}
}
