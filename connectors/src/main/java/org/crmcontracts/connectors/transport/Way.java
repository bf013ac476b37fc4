package org.crmcontracts.connectors.transport;

import java.util.List;
import java.util.function.Predicate;

/**
 * The way to the CRMs of one vendor.
 *
 * @param name of its routes and metrics, such as {@code zoho}; there is one way of a name
 * @param connections to one host at most, for reads and for writes each
 * @param maxBytes the longest body of an answer that is taken
 * @param passes whether asking the same again in some seconds may help; by the answer alone
 * @param anywhere {@code host} or {@code host:port} entries of the operator that may be called at private addresses
 */
public record Way(
        String name,
        Pace pace,
        int connections,
        int maxBytes,
        Predicate<TransportAnswer> passes,
        List<String> anywhere) {
    private static final int MEBIBYTE = 1024 * 1024;

    /** A page of 200 records is far below 1 MiB. */
    public static final int USUAL_MAX_BYTES = 8 * MEBIBYTE;

    public Way {
        anywhere = List.copyOf(anywhere);
    }
}
