package org.crmcontracts.tenants.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.crmcontracts.tenants.registry.TrustedIssuer;
import org.crmcontracts.tenants.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenVerifierTest {
    private static final String ISSUER = "https://login.one.example";
    private static final String OTHER_ISSUER = "https://login.two.example";
    private static final String AUDIENCE = "crm-contracts";
    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
    private static final Tokens KEYS = new Tokens();
    private static final Tokens OTHER_KEYS = new Tokens();
    private static final TrustedIssuer TRUSTED =
            new TrustedIssuer(tenant("one"), ISSUER, AUDIENCE, KEYS.jwksJson(), List.of());
    private static final TrustedIssuer OTHER =
            new TrustedIssuer(tenant("two"), OTHER_ISSUER, AUDIENCE, OTHER_KEYS.jwksJson(), List.of());

    private final TokenVerifier verifier = new TokenVerifier(
            Clock.fixed(NOW, ZoneOffset.UTC),
            name -> Optional.ofNullable(
                    Map.of(ISSUER, TRUSTED, OTHER_ISSUER, OTHER).get(name)));

    @Test
    void goodTokenTellsOfAPersonOfItsIssuersTenant() throws TokenRefused {
        HostPerson person = verifier.verify(
                KEYS.mint(ISSUER, AUDIENCE, "u1", "张三", List.of("sales", "legal", "root"), NOW.plusSeconds(60)));
        assertThat(person)
                .isEqualTo(new HostPerson(TRUSTED.tenant(), "u1", "张三", Set.of("sales", "legal", "root"), Set.of()));
        assertThat(verifier.verify(OTHER_KEYS.mint(OTHER_ISSUER, AUDIENCE, "u1", "x", List.of(), NOW.plusSeconds(60)))
                        .tenant())
                .isEqualTo(OTHER.tenant());
    }

    @Test
    void goodFormsAreAccepted() {
        Map<String, String> good = new LinkedHashMap<>();
        good.put("ES256", KEYS.sign(header(JWSAlgorithm.ES256, Tokens.EC_KEY_ID).build(), claims().build()));
        good.put("typ", KEYS.sign(rs256().type(new JOSEObjectType("at+jwt")).build(), claims().build()));
        good.put(
                "several audiences",
                KEYS.sign(
                        rs256().build(),
                        claims().audience(List.of("x", AUDIENCE)).build()));
        good.put(
                "skew of exp",
                KEYS.sign(rs256().build(), claims().expirationTime(at(-59)).build()));
        good.put(
                "skew of nbf",
                KEYS.sign(rs256().build(), claims().notBeforeTime(at(60)).build()));
        good.put(
                "jku is ignored",
                KEYS.sign(
                        rs256().jwkURL(URI.create("https://evil.example/jwks")).build(), claims().build()));
        good.put(
                "jwk is ignored",
                KEYS.sign(rs256().jwk(OTHER_KEYS.rsa().toPublicJWK()).build(), claims().build()));
        good.forEach((name, token) ->
                assertThatCode(() -> verifier.verify(token)).as(name).doesNotThrowAnyException());
    }

    record Forged(String name, String token) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Forged> forged() throws Exception {
        String good = KEYS.sign(rs256().build(), claims().build());
        String[] parts = good.split("\\.", -1);
        String ecGood = KEYS.sign(header(JWSAlgorithm.ES256, Tokens.EC_KEY_ID).build(), claims().build());
        String[] ec = ecGood.split("\\.", -1);
        return List.of(
                new Forged("empty", ""),
                new Forged("no token", "null"),
                new Forged("two parts", parts[0] + "." + parts[1]),
                new Forged("four parts", good + ".x"),
                new Forged("no signature", parts[0] + "." + parts[1] + "."),
                new Forged("alg none", new PlainJWT(claims().build()).serialize()),
                new Forged("alg none with signature", raw("{\"alg\":\"none\",\"kid\":\"rsa-1\"}", parts[1], parts[2])),
                new Forged("alg nOnE", raw("{\"alg\":\"nOnE\",\"kid\":\"rsa-1\"}", parts[1], parts[2])),
                new Forged("no alg", raw("{\"kid\":\"rsa-1\"}", parts[1], parts[2])),
                new Forged("HS256 keyed by the public key", hmacByPublicKey()),
                new Forged(
                        "RS512",
                        KEYS.sign(header(JWSAlgorithm.RS512, Tokens.RSA_KEY_ID).build(), claims().build())),
                new Forged(
                        "PS256",
                        KEYS.sign(header(JWSAlgorithm.PS256, Tokens.RSA_KEY_ID).build(), claims().build())),
                new Forged(
                        "RS256 header over ES256 key",
                        KEYS.sign(header(JWSAlgorithm.RS256, Tokens.EC_KEY_ID).build(), claims().build())),
                new Forged(
                        "ES256 header over RSA key",
                        KEYS.sign(header(JWSAlgorithm.ES256, Tokens.RSA_KEY_ID).build(), claims().build())),
                new Forged("ES256 zero signature", ec[0] + "." + ec[1] + "." + Base64URL.encode(new byte[64])),
                new Forged("no kid", KEYS.sign(new JWSHeader.Builder(JWSAlgorithm.RS256).build(), claims().build())),
                new Forged(
                        "unknown kid",
                        KEYS.sign(header(JWSAlgorithm.RS256, "rsa-2").build(), claims().build())),
                new Forged(
                        "kid as path",
                        KEYS.sign(header(JWSAlgorithm.RS256, "../../rsa-1").build(), claims().build())),
                new Forged("kid as number", raw("{\"alg\":\"RS256\",\"kid\":1}", parts[1], parts[2])),
                new Forged("foreign key of the same kid", OTHER_KEYS.sign(rs256().build(), claims().build())),
                new Forged(
                        "own key brought along as jwk",
                        OTHER_KEYS.sign(
                                rs256().jwk(OTHER_KEYS.rsa().toPublicJWK()).build(), claims().build())),
                new Forged(
                        "own key brought along as jku",
                        OTHER_KEYS.sign(
                                rs256().jwkURL(URI.create("https://evil.example"))
                                        .build(),
                                claims().build())),
                new Forged(
                        "unknown critical header",
                        KEYS.sign(
                                rs256().criticalParams(Set.of("exp"))
                                        .customParam("exp", 1)
                                        .build(),
                                claims().build())),
                new Forged(
                        "unencoded payload",
                        raw(
                                "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"b64\":false,\"crit\":[\"b64\"]}",
                                parts[1],
                                parts[2])),
                new Forged(
                        "wrong type",
                        KEYS.sign(rs256().type(new JOSEObjectType("dpop+jwt")).build(), claims().build())),
                new Forged(
                        "changed payload", parts[0] + "." + payload("{\"iss\":\"" + ISSUER + "\"}") + "." + parts[2]),
                new Forged("changed signature", parts[0] + "." + parts[1] + "." + flip(parts[2])),
                new Forged(
                        "unknown issuer",
                        KEYS.sign(
                                rs256().build(),
                                claims().issuer("https://evil.example").build())),
                new Forged(
                        "other tenant's issuer",
                        KEYS.sign(rs256().build(), claims().issuer(OTHER_ISSUER).build())),
                new Forged(
                        "issuer with slash",
                        KEYS.sign(rs256().build(), claims().issuer(ISSUER + "/").build())),
                new Forged(
                        "no issuer",
                        KEYS.sign(rs256().build(), claims().issuer(null).build())),
                new Forged("issuer as list", signed("{\"iss\":[\"" + ISSUER + "\"]," + REST)),
                new Forged(
                        "wrong audience",
                        KEYS.sign(rs256().build(), claims().audience("other").build())),
                new Forged(
                        "no audience",
                        KEYS.sign(
                                rs256().build(),
                                claims().audience((String) null).build())),
                new Forged(
                        "audience as object",
                        signed("{\"iss\":\"" + ISSUER + "\",\"sub\":\"u\",\"exp\":9999999999," + "\"aud\":{\"a\":\""
                                + AUDIENCE + "\"}}")),
                new Forged(
                        "expired",
                        KEYS.sign(
                                rs256().build(),
                                claims().expirationTime(at(-60)).build())),
                new Forged(
                        "no expiry",
                        KEYS.sign(rs256().build(), claims().expirationTime(null).build())),
                new Forged(
                        "expiry as text",
                        signed("{\"iss\":\"" + ISSUER + "\",\"sub\":\"u\",\"exp\":\"9999999999\"," + "\"aud\":\""
                                + AUDIENCE + "\"}")),
                new Forged(
                        "endless expiry",
                        signed("{\"iss\":\"" + ISSUER + "\",\"sub\":\"u\",\"exp\":1e300," + "\"aud\":\"" + AUDIENCE
                                + "\"}")),
                new Forged(
                        "not yet valid",
                        KEYS.sign(
                                rs256().build(), claims().notBeforeTime(at(61)).build())),
                new Forged(
                        "issued in the future",
                        KEYS.sign(rs256().build(), claims().issueTime(at(3_600)).build())),
                new Forged(
                        "no subject",
                        KEYS.sign(rs256().build(), claims().subject(null).build())),
                new Forged(
                        "blank subject",
                        KEYS.sign(rs256().build(), claims().subject(" ").build())),
                new Forged(
                        "groups as number",
                        KEYS.sign(rs256().build(), claims().claim("groups", 7).build())),
                new Forged("claim given twice", signed("{\"sub\":\"x\",\"iss\":\"" + ISSUER + "\"," + REST)),
                new Forged("claims as list", signed("[]")),
                new Forged(
                        "oversized",
                        KEYS.sign(
                                rs256().build(),
                                claims().claim("x", "x".repeat(16 * 1024)).build())));
    }

    private static final String REST = "\"sub\":\"u1\",\"aud\":\"" + AUDIENCE + "\",\"exp\":"
            + NOW.plusSeconds(60).getEpochSecond() + "}";

    @ParameterizedTest
    @MethodSource("forged")
    void forgedTokenIsRefused(Forged forged) {
        assertThatThrownBy(() -> verifier.verify(forged.token())).isInstanceOf(TokenRefused.class);
    }

    /** Shows that the hand-made tokens above fail for their own fault and not for their making. */
    @Test
    void handMadeTokenWithoutFaultIsAccepted() {
        assertThatCode(() -> verifier.verify(signed("{\"iss\":\"" + ISSUER + "\"," + REST)))
                .doesNotThrowAnyException();
    }

    @Test
    void weakOrEncryptionKeyIsNotUsed() throws Exception {
        RSAKey encryption = new RSAKey.Builder(KEYS.rsa())
                .keyUse(com.nimbusds.jose.jwk.KeyUse.ENCRYPTION)
                .build();
        TrustedIssuer issuer =
                new TrustedIssuer(TRUSTED.tenant(), ISSUER, AUDIENCE, new JWKSet(encryption).toString(), List.of());
        TokenVerifier other = new TokenVerifier(Clock.fixed(NOW, ZoneOffset.UTC), name -> Optional.of(issuer));
        String good = KEYS.sign(rs256().build(), claims().build());
        assertThatThrownBy(() -> other.verify(good)).isInstanceOf(TokenRefused.class);
    }

    private static JWSHeader.Builder rs256() {
        return header(JWSAlgorithm.RS256, Tokens.RSA_KEY_ID);
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm, String keyId) {
        return new JWSHeader.Builder(algorithm).keyID(keyId);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("u1")
                .claim("groups", List.of("sales"))
                .expirationTime(at(300));
    }

    private static Date at(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static String raw(String header, String payload, String signature) {
        return payload(header) + "." + payload + "." + signature;
    }

    private static String payload(String json) {
        return Base64URL.encode(json).toString();
    }

    private static String signed(String payload) throws Exception {
        String input = payload("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}") + "." + payload(payload);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KEYS.rsa().toPrivateKey());
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + Base64URL.encode(signature.sign());
    }

    private static String hmacByPublicKey() throws JOSEException {
        SignedJWT token =
                new SignedJWT(header(JWSAlgorithm.HS256, Tokens.RSA_KEY_ID).build(), claims().build());
        token.sign(new MACSigner(KEYS.rsa().toRSAPublicKey().getEncoded()));
        return token.serialize();
    }

    private static String flip(String signature) {
        return (signature.charAt(0) == 'A' ? 'B' : 'A') + signature.substring(1);
    }

    private static Tenant tenant(String key) {
        return new Tenant(
                new UUID(0, key.hashCode()),
                key,
                key,
                "t_" + key,
                "t_" + key,
                TenantState.ACTIVE,
                Locale.ENGLISH,
                ZoneId.of("UTC"),
                "CNY",
                null,
                null,
                null,
                "home");
    }
}
