package org.crmcontracts.tenants.checkpoints;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.http.Json;

/** The keys that an installation's signed statements are checked with; needs no server. */
public final class PublicKeys {
    static final String CHECKPOINT = "audit-checkpoint+json";
    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;

    private final JWKSet keys;

    PublicKeys(JWKSet keys) {
        this.keys = keys.toPublicJWKSet();
    }

    /** The statement is not signed by a known key, or is none of the kind. */
    public static final class NotAuthentic extends Exception {
        private static final long serialVersionUID = 1L;

        NotAuthentic(String why) {
            super(why);
        }
    }

    /** Reads a JSON Web Key or a set of them; private parts are dropped. */
    public static PublicKeys parse(String json) throws ParseException {
        return new PublicKeys(keySet(json));
    }

    /** Keys without an id get their thumbprint. */
    static JWKSet keySet(String json) throws ParseException {
        JWKSet given = json.contains("\"keys\"") ? JWKSet.parse(json) : new JWKSet(JWK.parse(json));
        try {
            List<JWK> named = new ArrayList<>();
            for (JWK key : given.getKeys()) {
                named.add(
                        key instanceof ECKey ec && ec.getKeyID() == null
                                ? new ECKey.Builder(ec).keyIDFromThumbprint().build()
                                : key);
            }
            return new JWKSet(named);
        } catch (JOSEException e) {
            throw new ParseException("no thumbprint can be made of a key", 0);
        }
    }

    /** The checkpoint that the signature covers. */
    public Checkpoint verify(String jws) throws NotAuthentic {
        return verify(jws, CHECKPOINT, Checkpoint.class);
    }

    /** The statement of the given type that the signature covers. */
    public <T> T verify(String jws, String type, Class<T> statement) throws NotAuthentic {
        try {
            JWSObject signed = JWSObject.parse(jws);
            if (!ALGORITHM.equals(signed.getHeader().getAlgorithm())
                    || !new JOSEObjectType(type).equals(signed.getHeader().getType())) {
                throw new NotAuthentic("it is no signed " + type);
            }
            JWK key = keys.getKeyByKeyId(signed.getHeader().getKeyID());
            if (!(key instanceof ECKey known)) {
                throw new NotAuthentic(
                        "it is signed by the unknown key " + signed.getHeader().getKeyID());
            }
            if (!signed.verify(new ECDSAVerifier(known))) {
                throw new NotAuthentic("its signature does not fit");
            }
            return Json.mapper().readValue(signed.getPayload().toString(), statement);
        } catch (ParseException | JOSEException | JsonProcessingException e) {
            throw new NotAuthentic("it is no signed " + type);
        }
    }

    /** The keys as a JSON Web Key Set. */
    public Map<String, Object> asJson() {
        return keys.toJSONObject(true);
    }

    /** What the keys are called: their thumbprints (RFC 7638) where this program made them. */
    public List<String> ids() {
        return keys.getKeys().stream().map(JWK::getKeyID).toList();
    }
}
