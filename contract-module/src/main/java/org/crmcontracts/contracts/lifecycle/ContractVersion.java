package org.crmcontracts.contracts.lifecycle;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.crmcontracts.contracts.terms.ContentHash;
import org.crmcontracts.contracts.terms.InstantColumn;

/** The content of a contract as it was submitted (合同版本); never changed, and the database refuses to (I2). */
@Entity
@Table(name = "contract_version")
public class ContractVersion {
    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "contract_id")
    private UUID contractId;

    @Column(name = "version_number")
    private int versionNumber;

    @Column(name = "content")
    private String content;

    @Column(name = "content_hash")
    private String contentHash;

    @Column(name = "submitted_by")
    private String submittedBy;

    @Convert(converter = InstantColumn.class)
    @Column(name = "submitted_at")
    private Instant submittedAt;

    protected ContractVersion() {}

    public ContractVersion(UUID id, Contract contract, int versionNumber, Person submitter, Instant now) {
        this.id = id;
        this.contractId = contract.id();
        this.versionNumber = versionNumber;
        this.content = contract.content().canonical();
        this.contentHash = ContentHash.ofCanonical(content).hex();
        this.submittedBy = submitter.id();
        this.submittedAt = now;
    }

    public UUID id() {
        return id;
    }

    /** Canonical JSON of a {@link ContractContent}. */
    public String content() {
        return content;
    }

    /** Computed anew from the kept content, so that a change below the application shows. */
    public ContentHash hash() {
        return ContentHash.ofCanonical(content);
    }

    public int versionNumber() {
        return versionNumber;
    }

    public Instant submittedAt() {
        return submittedAt;
    }
}
