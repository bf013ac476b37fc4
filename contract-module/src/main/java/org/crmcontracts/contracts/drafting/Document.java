package org.crmcontracts.contracts.drafting;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.contracts.terms.InstantColumn;

/** A file kept with a contract (文件), without its bytes. */
@Entity
@Table(name = "document")
public class Document {
    /** What the file is to the contract. */
    public enum Kind {
        SIGNED_SCAN,
        ATTACHMENT
    }

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "contract_id")
    private UUID contractId;

    @Column(name = "name")
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private Kind kind;

    @Column(name = "content_type")
    private String contentType;

    @Column(name = "size_bytes")
    private long sizeBytes;

    @Column(name = "sha256")
    private String sha256;

    @Column(name = "uploaded_by")
    private String uploadedBy;

    @Convert(converter = InstantColumn.class)
    @Column(name = "uploaded_at")
    private Instant uploadedAt;

    protected Document() {}

    Document(UUID id, UUID contractId, String name, Kind kind, Upload upload, Person uploader, Instant now) {
        this.id = id;
        this.contractId = contractId;
        this.name = name;
        this.kind = kind;
        this.contentType = upload.type().contentType();
        this.sizeBytes = upload.content().length;
        this.sha256 = upload.sha256();
        this.uploadedBy = uploader.name();
        this.uploadedAt = now;
    }

    public UUID id() {
        return id;
    }

    public UUID contractId() {
        return contractId;
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    public String contentType() {
        return contentType;
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    public String sha256() {
        return sha256;
    }

    public String uploadedBy() {
        return uploadedBy;
    }

    public Instant uploadedAt() {
        return uploadedAt;
    }
}
