package org.crmcontracts.contracts.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** All contracts of the tenant, and their submitted versions. Asks nobody's leave: {@link ContractAccess} comes first. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Contracts {
    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    /** {@code CONTRACT_NOT_FOUND} if there is none. */
    public Contract get(UUID id) {
        return found(entities.find(Contract.class, id));
    }

    /** As {@link #get}, and keeps every other writer of this contract waiting until the transaction ends. */
    public Contract forUpdate(UUID id) {
        return found(entities.find(Contract.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    public void add(Contract contract) {
        entities.persist(contract);
    }

    public void add(ContractVersion version) {
        entities.persist(version);
    }

    public @Nullable ContractVersion version(UUID id) {
        return entities.find(ContractVersion.class, id);
    }

    /** Writes pending changes, so that versions are those the commit will leave. */
    public void flush() {
        entities.flush();
    }

    private static Contract found(@Nullable Contract contract) {
        if (contract == null) {
            throw new Problem(LifecycleProblem.CONTRACT_NOT_FOUND);
        }
        return contract;
    }
}
