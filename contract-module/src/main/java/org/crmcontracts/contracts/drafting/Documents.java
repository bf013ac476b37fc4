package org.crmcontracts.contracts.drafting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Contract;
import org.crmcontracts.contracts.lifecycle.ContractPart;
import org.crmcontracts.contracts.lifecycle.ContractParts;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.tenants.http.Problem;

/** The files of the tenant's contracts. */
@ApplicationScoped
@Transactional
public class Documents implements ContractPart {
    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    /** {@code DOCUMENT_NOT_FOUND} if the contract has no such document. */
    public Document get(UUID contractId, UUID documentId) {
        Document document = entities.find(Document.class, documentId);
        if (document == null || !document.contractId().equals(contractId)) {
            throw new Problem(DraftingProblem.DOCUMENT_NOT_FOUND);
        }
        return document;
    }

    public byte[] content(Document document) {
        return entities.find(DocumentContent.class, document.id()).content();
    }

    public void add(Document document, byte[] content) {
        entities.persist(document);
        entities.persist(new DocumentContent(document.id(), content));
    }

    @Override
    public void addTo(ContractParts parts, Contract contract) {
        List<Document> all = entities.createQuery(
                        "select d from Document d where d.contractId = :contract order by d.uploadedAt, d.id",
                        Document.class)
                .setParameter("contract", contract.id())
                .getResultList();
        parts.documents(all.stream().map(Documents::view).toList());
    }

    static ContractView.Document view(Document document) {
        return new ContractView.Document(
                document.id(),
                document.name(),
                document.kind().name(),
                document.contentType(),
                document.sizeBytes(),
                document.sha256(),
                document.uploadedAt(),
                document.uploadedBy());
    }
}
