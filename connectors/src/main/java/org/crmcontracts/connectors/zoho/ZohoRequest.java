package org.crmcontracts.connectors.zoho;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One call to Zoho as the routes send it.
 *
 * @param query encoded, without the question mark; null for none
 * @param token the access token of a read; null when asking for one
 * @param form the encoded form of a POST; null for a GET
 */
record ZohoRequest(
        URI url,
        @Nullable String query,
        @Nullable String token,
        @Nullable String modifiedSince,
        @Nullable String form) {

    /** Leaves token and form out: both are secrets. */
    @Override
    public String toString() {
        return "ZohoRequest[" + url + "]";
    }
}
