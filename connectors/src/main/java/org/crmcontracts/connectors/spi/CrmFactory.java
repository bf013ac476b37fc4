package org.crmcontracts.connectors.spi;

/** Connects to CRMs of one provider. */
public interface CrmFactory {
    /** The provider's name in the API, such as {@code zoho}. */
    String provider();

    /** Fails with {@code HOST_NOT_ALLOWED} unless the addresses are the provider's or the operator's. */
    void check(CrmAccess access);

    Crm connect(CrmAccess access);
}
