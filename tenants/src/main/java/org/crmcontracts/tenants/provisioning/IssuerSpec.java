package org.crmcontracts.tenants.provisioning;

import java.util.List;

/** Whose tokens a new tenant shall trust, and which web origins may call for it. */
public record IssuerSpec(String issuer, String audience, String jwksJson, List<String> allowedOrigins) {
    public IssuerSpec {
        allowedOrigins = List.copyOf(allowedOrigins);
        for (String origin : allowedOrigins) {
            if (!isOrigin(origin)) {
                throw new IllegalArgumentException("not a web origin: " + origin);
            }
        }
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException("an issuer needs a name and an audience");
        }
    }

    /** Whether the text is a web origin and nothing more: no path, blank, semicolon or line end. */
    public static boolean isOrigin(String text) {
        return text.matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?");
    }
}
