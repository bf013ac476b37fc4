package org.crmcontracts.contracts.drafting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.ContractAccess;

/** Reading a file that is kept with a contract. */
@ApplicationScoped
@Transactional
public class Downloading {
    @Inject
    ContractAccess access;

    @Inject
    Documents documents;

    /** A file with its bytes. */
    public record File(String name, String contentType, byte[] content) {}

    /** {@code CONTRACT_NOT_FOUND}, {@code DOCUMENT_NOT_FOUND}. */
    public File file(UUID contractId, UUID documentId) {
        access.to(contractId);
        Document document = documents.get(contractId, documentId);
        return new File(document.name(), document.contentType(), documents.content(document));
    }
}
