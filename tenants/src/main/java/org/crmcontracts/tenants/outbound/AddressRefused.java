package org.crmcontracts.tenants.outbound;

/** The URL, or an address that its host has, may not be called. */
public final class AddressRefused extends Exception {
    private static final long serialVersionUID = 1L;

    AddressRefused(String reason) {
        super(reason);
    }
}
