package org.crmcontracts.tenants.checkpoints;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.Optional;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.http.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The installation's keys for checkpoints and receipts of erasures, from the setting {@code audit.signing-key}: a private JSON Web Key (P-256), or
 * a set whose first private key signs and whose others are former ones. Kept outside of the database, whose owner could
 * otherwise sign a forged chain.
 */
@ApplicationScoped
public class SigningKeys {
    private final Optional<String> setting;
    private @Nullable JWKSet parsed;

    /** For the container's proxies only. */
    protected SigningKeys() {
        this(Optional.empty());
    }

    @Inject
    public SigningKeys(@ConfigProperty(name = "audit.signing-key") Optional<String> setting) {
        this.setting = setting;
    }

    /** A fresh key for the setting {@code audit.signing-key}. */
    public static String newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate()
                    .toJSONString();
        } catch (JOSEException e) {
            throw new IllegalStateException("no key could be made", e);
        }
    }

    /** {@code CHECKPOINT_KEY_MISSING}. */
    String sign(Checkpoint checkpoint) {
        return sign(PublicKeys.CHECKPOINT, checkpoint);
    }

    /**
     * The statement as a compact JSON Web Signature (RFC 7515), ES256. {@code CHECKPOINT_KEY_MISSING}.
     *
     * @param type what the statement is, so that none is taken for one of another kind
     */
    public String sign(String type, Object statement) {
        ECKey key = privateKey().orElseThrow(() -> new Problem(CheckpointProblem.CHECKPOINT_KEY_MISSING));
        try {
            JWSObject jws = new JWSObject(
                    new JWSHeader.Builder(PublicKeys.ALGORITHM)
                            .type(new JOSEObjectType(type))
                            .keyID(key.getKeyID())
                            .build(),
                    new Payload(Json.canonical(statement)));
            jws.sign(new ECDSASigner(key));
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a statement could not be signed", e);
        }
    }

    /** {@code CHECKPOINT_KEY_MISSING}. */
    public PublicKeys publicKeys() {
        return new PublicKeys(keys());
    }

    /** Whether there is a key to sign with. */
    public boolean maySign() {
        return setting.filter(text -> !text.isBlank()).isPresent()
                && privateKey().isPresent();
    }

    private Optional<ECKey> privateKey() {
        return keys().getKeys().stream()
                .filter(JWK::isPrivate)
                .filter(ECKey.class::isInstance)
                .map(ECKey.class::cast)
                .findFirst();
    }

    private synchronized JWKSet keys() {
        JWKSet known = parsed;
        if (known == null) {
            String json = setting.filter(text -> !text.isBlank())
                    .orElseThrow(() -> new Problem(CheckpointProblem.CHECKPOINT_KEY_MISSING));
            try {
                known = PublicKeys.keySet(json);
            } catch (ParseException e) {
                // Not as the cause: its message may quote the key.
                throw new IllegalStateException("the setting audit.signing-key is no JSON Web Key");
            }
            parsed = known;
        }
        return known;
    }
}
