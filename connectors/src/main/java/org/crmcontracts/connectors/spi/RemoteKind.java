package org.crmcontracts.connectors.spi;

/** The kinds of records that are pulled, in the order in which they must be: a contact names its account. */
public enum RemoteKind {
    ACCOUNT,
    CONTACT
}
