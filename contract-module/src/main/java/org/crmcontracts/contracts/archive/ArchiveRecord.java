package org.crmcontracts.contracts.archive;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.contracts.terms.InstantColumn;

/** Where an archived contract is kept (归档件), under its archive number (档号). */
@Entity
@Table(name = "archive_record")
public class ArchiveRecord {
    @Id
    @Column(name = "contract_id")
    private UUID contractId;

    @Column(name = "archive_number")
    private String archiveNumber;

    @Column(name = "cabinet")
    private String cabinet;

    @Column(name = "box")
    private String box;

    @Column(name = "slot")
    private String slot;

    @Column(name = "copies")
    private int copies;

    @Column(name = "archived_by")
    private String archivedBy;

    @Convert(converter = InstantColumn.class)
    @Column(name = "archived_at")
    private Instant archivedAt;

    protected ArchiveRecord() {}

    ArchiveRecord(UUID contractId, String archiveNumber, ArchivingRequest place, Person by, Instant now) {
        this.contractId = contractId;
        this.archiveNumber = archiveNumber;
        this.cabinet = String.valueOf(place.cabinet()).strip();
        this.box = String.valueOf(place.box()).strip();
        this.slot = String.valueOf(place.slot()).strip();
        this.copies = place.copies() == null ? 1 : place.copies();
        this.archivedBy = by.name();
        this.archivedAt = now;
    }

    ContractView.Archive view() {
        return new ContractView.Archive(archiveNumber, cabinet, box, slot, copies, archivedAt, archivedBy);
    }
}
