package org.crmcontracts.connectors.spi;

/** Connects to the CRMs of one vendor. */
public interface CrmFactory {

    /** The vendor's key in stored connections, such as {@code zoho}. */
    String provider();

    /** Throws a {@link CrmRefusal} HOST_NOT_ALLOWED for a host outside the allow-list; does not call the CRM. */
    void check(CrmAccess access);

    /** Checks the access first. The CRM itself is not called before its first use. */
    Crm connect(CrmAccess access);
}
