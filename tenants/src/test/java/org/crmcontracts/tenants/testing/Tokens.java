package org.crmcontracts.tenants.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;

/** A token issuer for tests, with keys of its own. */
public final class Tokens {
    public static final String RSA_KEY_ID = "rsa-1";
    public static final String EC_KEY_ID = "ec-1";

    private static final int RSA_BITS = 2048;
    private static final int LIFE_SECONDS = 3_600;

    private final RSAKey rsa;
    private final ECKey ec;

    /** Generates the keys. */
    public Tokens() {
        try {
            rsa = new RSAKeyGenerator(RSA_BITS)
                    .keyID(RSA_KEY_ID)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
            ec = new ECKeyGenerator(Curve.P_256)
                    .keyID(EC_KEY_ID)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public keys, as an issuer registers them. */
    public String jwksJson() {
        return new JWKSet(List.of(rsa, ec)).toPublicJWKSet().toString();
    }

    public RSAKey rsa() {
        return rsa;
    }

    public ECKey ec() {
        return ec;
    }

    /** A good token of one hour, signed with RS256. */
    public String mint(String issuer, String audience, String subject, String name, Collection<String> groups) {
        return mint(issuer, audience, subject, name, groups, Instant.now().plusSeconds(LIFE_SECONDS));
    }

    public String mint(
            String issuer, String audience, String subject, String name, Collection<String> groups, Instant expiry) {
        return sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(RSA_KEY_ID).build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(audience)
                        .subject(subject)
                        .claim("name", name)
                        .claim("groups", List.copyOf(groups))
                        .expirationTime(Date.from(expiry))
                        .build());
    }

    /** Any header over any claims, signed with the key that fits the header's algorithm. */
    public String sign(JWSHeader header, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(
                    JWSAlgorithm.Family.EC.contains(header.getAlgorithm())
                            ? new ECDSASigner(ec)
                            : new RSASSASigner(rsa));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
