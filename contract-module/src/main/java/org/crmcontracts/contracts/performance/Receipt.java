package org.crmcontracts.contracts.performance;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.contracts.terms.InstantColumn;
import org.crmcontracts.contracts.terms.Money;
import org.jspecify.annotations.Nullable;

/** Money received for an instalment (回款); recorded once and never changed. */
@Entity
@Table(name = "receipt")
public class Receipt {
    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "contract_id")
    private UUID contractId;

    @Column(name = "payment_item_id")
    private UUID paymentItemId;

    @Embedded
    private Money amount;

    @Column(name = "received_on")
    private LocalDate receivedOn;

    @Column(name = "reference")
    private @Nullable String reference;

    @Column(name = "recorded_by")
    private String recordedBy;

    @Convert(converter = InstantColumn.class)
    @Column(name = "recorded_at")
    private Instant recordedAt;

    protected Receipt() {}

    Receipt(UUID id, UUID contractId, ReceiptRequest.Checked receipt, Person recorder, Instant now) {
        this.id = id;
        this.contractId = contractId;
        this.paymentItemId = receipt.paymentId();
        this.amount = receipt.amount();
        this.receivedOn = receipt.receivedOn();
        this.reference = receipt.reference();
        this.recordedBy = recorder.id();
        this.recordedAt = now;
    }

    UUID paymentItemId() {
        return paymentItemId;
    }

    Money amount() {
        return amount;
    }
}
