package org.crmcontracts.tenants.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crmcontracts.tenants.http.Json;

/**
 * The keys of a JSON Web Key Set that an issuer may be trusted by.
 *
 * @param jwksJson the public signing keys alone, as a set
 * @param ids their key ids, in the set's order
 */
public record IssuerKeys(String jwksJson, List<String> ids) {
    /** Enough for every provider's rotation; a set is read for each token. */
    private static final int MAX_KEYS = 20;

    private static final int MAX_ID = 200;

    public IssuerKeys {
        ids = List.copyOf(ids);
    }

    /** Why a set cannot be trusted; each name is also the key of a localised text. */
    public enum Fault {
        KEYS_MALFORMED,
        KEYS_TOO_MANY,
        /** A private or secret key is published: whoever read it can sign. */
        KEYS_PRIVATE,
        KEYS_WEAK,
        /** A signing key without a key id, or two of the same. */
        KEYS_NAMELESS,
        KEYS_NONE
    }

    /** A set that cannot be trusted. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final Fault fault;

        Refused(Fault fault) {
            super(fault.name());
            this.fault = fault;
        }

        public Fault fault() {
            return fault;
        }
    }

    /**
     * Reads a set. Keys for encryption or other algorithms, which providers publish beside, are left out; one bad
     * signing key spoils the set.
     */
    public static IssuerKeys of(String jwksJson) throws Refused {
        List<JWK> all = parse(jwksJson);
        refuseIf(all.size() > MAX_KEYS, Fault.KEYS_TOO_MANY);
        refuseIf(all.stream().anyMatch(key -> key.isPrivate() || key instanceof OctetSequenceKey), Fault.KEYS_PRIVATE);
        List<JWK> signing = all.stream().filter(IssuerKeys::isForSigning).toList();
        refuseIf(signing.isEmpty(), Fault.KEYS_NONE);
        refuseIf(
                signing.stream().anyMatch(key -> key instanceof RSAKey rsa && rsa.size() < TokenCheck.MIN_RSA_BITS),
                Fault.KEYS_WEAK);
        Set<String> names = new HashSet<>();
        for (JWK key : signing) {
            String id = key.getKeyID();
            refuseIf(id == null || id.isBlank() || id.length() > MAX_ID || !names.add(id), Fault.KEYS_NAMELESS);
        }
        return new IssuerKeys(
                new JWKSet(signing).toString(true),
                signing.stream().map(JWK::getKeyID).toList());
    }

    /** Whether there are 1 to 20 public keys, each named once and fit for RS256 or ES256, and no secret among them. */
    public static boolean areFit(String jwksJson) {
        try {
            return of(jwksJson).ids().size() == JWKSet.parse(jwksJson).size();
        } catch (Refused | ParseException e) {
            return false;
        }
    }

    private static List<JWK> parse(String jwksJson) throws Refused {
        try {
            // Our own parser first: it takes objects only, and no member twice.
            if (!Json.mapper().readTree(jwksJson).isObject()) {
                throw new Refused(Fault.KEYS_MALFORMED);
            }
            return JWKSet.parse(jwksJson).getKeys();
        } catch (JsonProcessingException | ParseException | RuntimeException e) {
            throw new Refused(Fault.KEYS_MALFORMED);
        }
    }

    private static boolean isForSigning(JWK key) {
        boolean use = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        return use
                && (key instanceof RSAKey && suits(key, JWSAlgorithm.RS256)
                        || key instanceof ECKey ec
                                && Curve.P_256.equals(ec.getCurve())
                                && suits(key, JWSAlgorithm.ES256));
    }

    private static boolean suits(JWK key, JWSAlgorithm algorithm) {
        return key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
    }

    private static void refuseIf(boolean bad, Fault fault) throws Refused {
        if (bad) {
            throw new Refused(fault);
        }
    }
}
