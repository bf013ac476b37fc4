package org.crmcontracts.contracts.lifecycle;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The customer as the contract names it (相对方): a copy, so that a later sync does not rewrite what was agreed. */
@Embeddable
public class Counterparty {
    @Column(name = "customer_id")
    private UUID customerId;

    @Column(name = "counterparty_name")
    private String name;

    @Column(name = "counterparty_registration_number")
    private @Nullable String registrationNumber;

    @Column(name = "counterparty_address")
    private @Nullable String address;

    protected Counterparty() {}

    public Counterparty(UUID customerId, String name, @Nullable String registrationNumber, @Nullable String address) {
        this.customerId = customerId;
        this.name = name;
        this.registrationNumber = registrationNumber;
        this.address = address;
    }

    public UUID customerId() {
        return customerId;
    }

    public String name() {
        return name;
    }

    public @Nullable String registrationNumber() {
        return registrationNumber;
    }

    public @Nullable String address() {
        return address;
    }
}
