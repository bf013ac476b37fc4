package org.crmcontracts.contracts.lifecycle;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.UUID;
import org.crmcontracts.contracts.terms.Money;
import org.jspecify.annotations.Nullable;

/** An instalment of one contract, which receipts are recorded against. */
@Entity
@Table(name = "payment_item")
public class PaymentItem {
    @Id
    @Column(name = "id")
    private UUID id;

    @ManyToOne
    @JoinColumn(name = "contract_id")
    private Contract contract;

    @Column(name = "position")
    private int position;

    @Column(name = "name")
    private String name;

    @Column(name = "percentage")
    private @Nullable BigDecimal percentage;

    @Embedded
    private Money amount;

    @Column(name = "due_on")
    private @Nullable LocalDate dueOn;

    @Enumerated(EnumType.STRING)
    @Column(name = "method")
    private PaymentMethod method;

    protected PaymentItem() {}

    PaymentItem(UUID id, Contract contract, int position, PaymentTerm term) {
        this.id = id;
        this.contract = contract;
        this.position = position;
        this.name = term.name();
        this.percentage = term.percentage();
        this.amount = term.amount();
        this.dueOn = term.dueOn();
        this.method = term.method();
    }

    public UUID id() {
        return id;
    }

    int position() {
        return position;
    }

    public PaymentTerm term() {
        return new PaymentTerm(name, percentage, amount, dueOn, method);
    }

    public Money amount() {
        return amount;
    }

    /** With two places, as on the wire. */
    public @Nullable String percentageText() {
        return percentage == null
                ? null
                : percentage.setScale(2, RoundingMode.UNNECESSARY).toPlainString();
    }
}
