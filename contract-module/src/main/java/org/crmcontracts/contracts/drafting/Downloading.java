package org.crmcontracts.contracts.drafting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Reading a file that is kept with a contract. */
@ApplicationScoped
@Transactional
public class Downloading {
    @Inject
    Documents documents;

    /** A file with its bytes. */
    public record File(String name, String contentType, byte[] content) {}

    /** {@code DOCUMENT_NOT_FOUND} if the contract has no such document. */
    public File file(UUID contractId, UUID documentId) {
        Document document = documents.get(contractId, documentId);
        return new File(document.name(), document.contentType(), documents.content(document));
    }
}
