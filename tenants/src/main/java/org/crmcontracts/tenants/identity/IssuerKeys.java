package org.crmcontracts.tenants.identity;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a JSON Web Key Set must be before an issuer is trusted by it. */
public final class IssuerKeys {
    /** Enough for every provider's rotation; a set is read for each token. */
    private static final int MAX_KEYS = 20;

    private IssuerKeys() {}

    /** Whether there are 1 to 20 public keys, each named once and fit for RS256 or ES256, and no secret among them. */
    public static boolean areFit(String jwksJson) {
        try {
            List<JWK> keys = JWKSet.parse(jwksJson).getKeys();
            Set<String> names = new HashSet<>();
            return !keys.isEmpty()
                    && keys.size() <= MAX_KEYS
                    && keys.stream().allMatch(key -> isFit(key) && names.add(key.getKeyID()));
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            return false;
        }
    }

    private static boolean isFit(JWK key) {
        boolean strong = key instanceof RSAKey rsa
                ? rsa.size() >= TokenCheck.MIN_RSA_BITS
                : key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve());
        return strong
                && !key.isPrivate()
                && key.getKeyID() != null
                && !key.getKeyID().isBlank();
    }
}
