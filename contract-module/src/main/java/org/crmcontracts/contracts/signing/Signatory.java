package org.crmcontracts.contracts.signing;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A person who signed the paper (签署人). */
@Embeddable
public class Signatory {
    /** For whom the person signed. */
    public enum Side {
        OURS,
        COUNTERPARTY
    }

    @Enumerated(EnumType.STRING)
    @Column(name = "side")
    private Side side;

    @Column(name = "name")
    private String name;

    @Column(name = "title")
    private @Nullable String title;

    @Column(name = "signed_on")
    private LocalDate signedOn;

    protected Signatory() {}

    Signatory(Side side, String name, @Nullable String title, LocalDate signedOn) {
        this.side = side;
        this.name = name;
        this.title = title;
        this.signedOn = signedOn;
    }

    public Side side() {
        return side;
    }

    public String name() {
        return name;
    }

    public @Nullable String title() {
        return title;
    }

    public LocalDate signedOn() {
        return signedOn;
    }
}
