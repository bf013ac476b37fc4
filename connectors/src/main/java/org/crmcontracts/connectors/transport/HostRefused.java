package org.crmcontracts.connectors.transport;

import java.net.UnknownHostException;

/** A host whose addresses may not be called. */
final class HostRefused extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    HostRefused(String message) {
        super(message);
    }
}
