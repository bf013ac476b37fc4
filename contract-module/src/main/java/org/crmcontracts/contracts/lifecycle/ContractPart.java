package org.crmcontracts.contracts.lifecycle;

/** A later room's share of a contract's view; found by CDI, so that this room need not know the later ones. */
public interface ContractPart {
    void addTo(ContractParts parts, Contract contract);
}
