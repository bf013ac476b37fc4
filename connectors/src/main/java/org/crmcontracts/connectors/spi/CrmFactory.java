package org.crmcontracts.connectors.spi;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Connects to the CRMs of one vendor. */
public interface CrmFactory {

    /** The vendor's key in stored connections, such as {@code zoho}. */
    String provider();

    /** Which of {@code clientId, clientSecret, refreshToken} an access must have; the others are left empty. */
    Set<String> credentials();

    /** The mapping that a new connection begins with. */
    List<FieldMapping> usualMapping();

    /**
     * The field that holds the CRM's id of the user who owns a record, as users are named by {@link RemoteRecord}; empty
     * where the CRM tells none.
     */
    default Optional<String> ownerField(RemoteKind kind) {
        return Optional.empty();
    }

    /** Throws a {@link CrmRefusal} HOST_NOT_ALLOWED for a host outside the allow-list; does not call the CRM. */
    void check(CrmAccess access);

    /** Where the CRM's own users see a record; empty where that cannot be told. Does not call the CRM. */
    default Optional<URI> page(URI apiUrl, RemoteKind kind, String externalId) {
        return Optional.empty();
    }

    /** Checks the access first. The CRM itself is not called before its first use. */
    Crm connect(CrmAccess access, CrmHouse house);

    /**
     * Proves that a message came from the CRM and reads which records it concerns; {@link CrmRefusal}
     * {@code FORGED} where it cannot be proven. Values in the message are never used: the records are read again.
     *
     * @param headers by lower-case name
     */
    Notice notice(CrmAccess access, Map<String, String> headers, byte[] body);
}
