package org.crmcontracts.contracts.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import org.crmcontracts.contracts.lifecycle.Contract;
import org.crmcontracts.contracts.lifecycle.ContractPart;
import org.crmcontracts.contracts.lifecycle.ContractParts;
import org.crmcontracts.contracts.lifecycle.LifecycleState;

/** The tenant's archive. */
@ApplicationScoped
@Transactional
public class ArchiveRecords implements ContractPart {
    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    public void add(ArchiveRecord record) {
        entities.persist(record);
    }

    @Override
    public void addTo(ContractParts parts, Contract contract) {
        if (contract.state() != LifecycleState.ARCHIVED) {
            return;
        }
        ArchiveRecord record = entities.find(ArchiveRecord.class, contract.id());
        if (record != null) {
            parts.archive(record.view());
        }
    }
}
