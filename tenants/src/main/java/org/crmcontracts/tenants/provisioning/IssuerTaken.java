package org.crmcontracts.tenants.provisioning;

/** An issuer speaks for one tenant for ever; this one speaks for another. */
final class IssuerTaken extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    IssuerTaken(String issuer) {
        super("the issuer " + issuer + " belongs to another tenant");
    }
}
