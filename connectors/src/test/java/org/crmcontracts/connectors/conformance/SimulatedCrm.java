package org.crmcontracts.connectors.conformance;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.RemoteKind;

/** A started simulator of one vendor's CRM with its connector, as {@link CrmConformance} drives it. */
public interface SimulatedCrm extends AutoCloseable {

    /** What goes wrong with the next calls about records; not with grants and not with descriptions of fields. */
    enum Fault {
        /** The vendor's way to say that there were too many calls. */
        THROTTLED,
        /** The vendor's way to say that it failed for now. */
        SERVER_ERROR,
        /** The call is received, nothing is done, and the connection closes without an answer. */
        LOST_BEFORE,
        /** What was asked is done, and the connection closes without an answer. */
        LOST_AFTER,
        /** Nothing is done; a page of HTML with status 200. */
        HTML,
        /** Nothing is done; status 200 without a body. */
        EMPTY,
        /** What was asked is done; the answer holds bytes that are not UTF-8. */
        WRONG_CHARSET
    }

    /** The connector, allowed to call this simulator, with short waits. */
    CrmFactory factory();

    /** Good access to this simulator. */
    CrmAccess access();

    /** The same access with another address of the API. */
    CrmAccess access(URI apiUrl);

    /** As one of the CRM's users would create a record, by the provider's names; answers the id. */
    String put(RemoteKind kind, Map<String, String> fields);

    /** As one of the CRM's users would change a record. */
    void change(RemoteKind kind, String id, Map<String, String> fields);

    /** As one of the CRM's users would delete a record. */
    void delete(RemoteKind kind, String id);

    /** The ids of all records that are there. */
    List<String> ids(RemoteKind kind);

    /** A text field that a record of the kind must have; at least 100 characters long. */
    String nameField(RemoteKind kind);

    /** A text field that may be empty; at least 100 characters long. */
    String textField(RemoteKind kind);

    /** The clock of the CRM goes on; no real time passes. */
    void tick(Duration span);

    /** The next calls about records go wrong, after those that were told before; zero times forgets them all. */
    void fault(int times, Fault fault);

    /** The access tokens so far are refused; new ones are granted. */
    void expireTokens();

    /** Neither are tokens accepted nor new ones granted, as after the customer has withdrawn them. */
    void revoke();

    /** How many calls have reached it, grants included. */
    int calls();

    /** How many calls have reached it that ask to create or change records, whatever became of them. */
    int writes();

    @Override
    void close();
}
