package org.crmcontracts.tenants.registry;

/** Whose tokens are believed, for which audience, and by which keys. */
public interface TokenIssuer {
    /** The exact value of the token's {@code iss}. */
    String issuer();

    /** The value that the token's {@code aud} must contain. */
    String audience();

    /** The issuer's public keys as a JSON Web Key Set. */
    String jwksJson();

    /** Where the token's claims stand. */
    default ClaimPaths claims() {
        return ClaimPaths.USUAL;
    }
}
