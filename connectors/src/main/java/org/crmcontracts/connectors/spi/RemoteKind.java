package org.crmcontracts.connectors.spi;

/** What a CRM holds for us: companies and the people who work there. */
public enum RemoteKind {
    ACCOUNT,
    CONTACT
}
