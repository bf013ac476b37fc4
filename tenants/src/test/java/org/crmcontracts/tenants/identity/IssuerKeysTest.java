package org.crmcontracts.tenants.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crmcontracts.tenants.testing.Tokens;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {
    private static final Tokens KEYS = new Tokens();
    private static final JWK RSA = KEYS.rsa().toPublicJWK();
    private static final JWK EC = KEYS.ec().toPublicJWK();

    private static String set(JWK... keys) {
        return new JWKSet(Arrays.asList(keys)).toString(false);
    }

    private static void refused(String jwks, IssuerKeys.Fault fault) {
        assertThatThrownBy(() -> IssuerKeys.of(jwks))
                .isInstanceOfSatisfying(
                        IssuerKeys.Refused.class, e -> assertThat(e.fault()).isEqualTo(fault));
        assertThat(IssuerKeys.areFit(jwks)).isFalse();
    }

    @Test
    void signingKeysAreKeptAndOthersLeftOut() throws Exception {
        RSAKey encryption = new RSAKey.Builder(
                        new RSAKeyGenerator(2048).generate().toRSAPublicKey())
                .keyID("enc")
                .keyUse(KeyUse.ENCRYPTION)
                .algorithm(JWEAlgorithm.RSA_OAEP_256)
                .build();
        ECKey p384 = new ECKeyGenerator(Curve.P_384).keyID("p384").generate().toPublicJWK();
        IssuerKeys keys = IssuerKeys.of(set(RSA, encryption, EC, p384));
        assertThat(keys.ids()).containsExactly(Tokens.RSA_KEY_ID, Tokens.EC_KEY_ID);
        assertThat(keys.jwksJson()).doesNotContain("p384");
        assertThat(IssuerKeys.areFit(set(RSA, EC))).isTrue();
        assertThat(IssuerKeys.areFit(set(RSA, encryption))).isFalse();
    }

    @Test
    void liesAreRefused() throws Exception {
        for (String text :
                List.of("", "null", "[]", "<html>", "{}", "{\"keys\":{}}", "{\"keys\":[{}]}", "{\"keys\":[1]}")) {
            assertThatThrownBy(() -> IssuerKeys.of(text)).as(text).isInstanceOf(IssuerKeys.Refused.class);
        }
        refused("{\"keys\":[]}", IssuerKeys.Fault.KEYS_NONE);
        refused(set(RSA, KEYS.ec()), IssuerKeys.Fault.KEYS_PRIVATE);
        refused(set(RSA, new OctetSequenceKeyGenerator(256).keyID("s").generate()), IssuerKeys.Fault.KEYS_PRIVATE);
        refused(set(weak(), EC), IssuerKeys.Fault.KEYS_WEAK);
        refused(set(RSA, RSA), IssuerKeys.Fault.KEYS_NAMELESS);
        refused(set(new RSAKey.Builder(KEYS.rsa().toRSAPublicKey()).build()), IssuerKeys.Fault.KEYS_NAMELESS);
        List<JWK> many = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            many.add(new RSAKey.Builder(KEYS.rsa().toRSAPublicKey())
                    .keyID("k" + i)
                    .build());
        }
        refused(set(many.toArray(JWK[]::new)), IssuerKeys.Fault.KEYS_TOO_MANY);
        assertThat(IssuerKeys.of(set(many.subList(0, 20).toArray(JWK[]::new))).ids())
                .hasSize(20);
    }

    private static JWK weak() throws Exception {
        return new RSAKeyGenerator(1024, true).keyID("weak").generate().toPublicJWK();
    }
}
