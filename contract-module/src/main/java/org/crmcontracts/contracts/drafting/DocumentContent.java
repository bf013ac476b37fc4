package org.crmcontracts.contracts.drafting;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** The bytes of a document, apart from it, so that lists do not read them. */
@Entity
@Table(name = "document_content")
public class DocumentContent {
    @Id
    @Column(name = "document_id")
    private UUID documentId;

    @Column(name = "content")
    private byte[] content;

    protected DocumentContent() {}

    DocumentContent(UUID documentId, byte[] content) {
        this.documentId = documentId;
        this.content = content.clone();
    }

    byte[] content() {
        return content.clone();
    }
}
