package org.crmcontracts.contracts.library;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A kind of contract (合同类型) and what its contracts must have before they are submitted. */
@Entity
@Table(name = "contract_type")
public class ContractType {
    @Id
    @Column(name = "type_key")
    private String key;

    @Column(name = "number_prefix")
    private String numberPrefix;

    @Column(name = "needs_confidentiality")
    private boolean needsConfidentiality;

    @Column(name = "needs_payment_schedule")
    private boolean needsPaymentSchedule;

    @Column(name = "position")
    private int position;

    protected ContractType() {}

    public ContractType(String key, String numberPrefix, boolean needsConfidentiality, boolean needsPaymentSchedule) {
        this.key = key;
        this.numberPrefix = numberPrefix;
        this.needsConfidentiality = needsConfidentiality;
        this.needsPaymentSchedule = needsPaymentSchedule;
    }

    public String key() {
        return key;
    }

    /** The {@code {TYPE}} part of contract numbers. */
    public String numberPrefix() {
        return numberPrefix;
    }

    public boolean needsConfidentiality() {
        return needsConfidentiality;
    }

    public boolean needsPaymentSchedule() {
        return needsPaymentSchedule;
    }

    public int position() {
        return position;
    }
}
