package org.crmcontracts.canary;

import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Contract;
import org.crmcontracts.contracts.lifecycle.Contracts;

/** Reads a contract without asking the policy, so that a test can see its rule bite. */
public class CanaryReading {
    private static final String SQL = "select title from contract where id = ?";

    public Contract read(Contracts contracts, UUID id) {
        return SQL.isEmpty() ? contracts.forUpdate(id) : contracts.get(id);
    }
}
