package org.crmcontracts.connectors.spi;

/** A CRM that tells how many records it has without listing them; a {@link Crm} implements it beside its own. */
public interface Counts {

    /** How many records of a kind the connection may see. */
    long count(RemoteKind kind);
}
