package org.crmcontracts.connectors.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.jspecify.annotations.Nullable;

/** Writes to a CRM that takes one record a call. */
public final class OneByOne {
    private OneByOne() {}

    /**
     * Sends the changes in their order, and none after an answer was lost or the CRM refused to be called.
     *
     * @param send a {@link CrmRefusal} from it reaches the caller where nothing was sent before and it would not help to
     *     try again
     * @return one outcome for each change
     */
    public static List<WriteOutcome> write(List<RemoteChange> changes, Function<RemoteChange, WriteOutcome> send) {
        List<WriteOutcome> outcomes = new ArrayList<>();
        WriteOutcome.@Nullable NotYet stopped = null;
        for (RemoteChange change : changes) {
            if (stopped != null) {
                outcomes.add(stopped);
                continue;
            }
            try {
                WriteOutcome outcome = send.apply(change);
                outcomes.add(outcome);
                if (outcome instanceof WriteOutcome.Unknown unknown) {
                    // The way may be down: what is not sent now is surely not written.
                    stopped = new WriteOutcome.NotYet(CrmRefusal.Reason.RETRY_LATER, unknown.message());
                }
            } catch (CrmRefusal e) {
                if (outcomes.isEmpty() && e.reason() != CrmRefusal.Reason.RETRY_LATER) {
                    throw e;
                }
                stopped = new WriteOutcome.NotYet(e.reason(), String.valueOf(e.getMessage()));
                outcomes.add(stopped);
            }
        }
        return outcomes;
    }
}
