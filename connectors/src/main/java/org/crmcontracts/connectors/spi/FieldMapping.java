package org.crmcontracts.connectors.spi;

/**
 * One of our fields and its counterpart in a CRM.
 *
 * <p>Ours of an account: {@code name, registrationNumber, phone, website, industry, address, ownerName}, and what the
 * tenant's contracts with it tell: {@code contracts.status, contracts.inForce, contracts.amount, contracts.amounts,
 * contracts.link}; of a contact: {@code account, name, email, phone, title}; of a user: {@code name, email, active}.
 *
 * @param ours one of our names
 * @param theirs the provider's name, or a name that the connector derives
 */
public record FieldMapping(RemoteKind kind, String ours, String theirs, Owner owner) {

    /** How the names of an account's fields begin that tell of its contracts. */
    public static final String CONTRACTS = "contracts.";

    /** Whether the field is derived from our data: it is written to the CRM, and what the CRM holds is never taken. */
    public static boolean isOursOnly(String ours) {
        return ours.startsWith(CONTRACTS);
    }

    /** Whose value stands where both sides have changed. */
    public enum Owner {
        /** Ours; it is written to the CRM. */
        LOCAL,
        /** The CRM's; ours is never written to it. */
        REMOTE,
        /** The later change. */
        NEWEST,
        /** A person decides. */
        MANUAL
    }
}
