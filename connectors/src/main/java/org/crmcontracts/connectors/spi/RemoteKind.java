package org.crmcontracts.connectors.spi;

/** What a CRM holds for us, in the order in which it is read: an account names its owner, a contact its account. */
public enum RemoteKind {
    /** The CRM's own users; read only. */
    USER,
    /** Companies (客户). */
    ACCOUNT,
    /** The people who work there (联系人). */
    CONTACT
}
