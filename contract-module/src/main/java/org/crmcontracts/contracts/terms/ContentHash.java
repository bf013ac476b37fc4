package org.crmcontracts.contracts.terms;

import java.util.regex.Pattern;
import org.crmcontracts.tenants.http.Json;

/** SHA-256 of a content's canonical JSON: two contents with one hash are the same content. */
public record ContentHash(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public ContentHash {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hex");
        }
    }

    public static ContentHash of(Object content) {
        return ofCanonical(Json.canonical(content));
    }

    public static ContentHash ofCanonical(String canonicalJson) {
        return new ContentHash(Json.sha256Hex(canonicalJson));
    }
}
