package org.crmcontracts.tenants.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.crmcontracts.tenants.registry.ClaimPath;
import org.crmcontracts.tenants.registry.ClaimPaths;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.crmcontracts.tenants.registry.TrustedIssuer;
import org.crmcontracts.tenants.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens made by hand, byte for byte, against an issuer whose claims stand where its tenant said. */
class ForgedTokensTest {
    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
    private static final Tokens KEYS = new Tokens();
    private static final Tokens EVIL = new Tokens();
    private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}";
    private static final String TIMES = "\"exp\":" + (NOW.getEpochSecond() + 60);
    private static final String FRAME = "\"iss\":\"https://i.example\",\"aud\":\"a\"," + TIMES;
    private static final String ROLES = "\"realm_access\":{\"roles\":[\"sales\"]}";
    private static final String WHO = "\"email\":\"u@one.example\"";
    private static final TrustedIssuer ISSUER = new TrustedIssuer(
            new Tenant(
                    new UUID(0, 1),
                    "one",
                    "One",
                    "t_one",
                    "t_one",
                    TenantState.ACTIVE,
                    Locale.ENGLISH,
                    ZoneId.of("UTC"),
                    "CNY",
                    null,
                    null,
                    null,
                    "home"),
            "https://i.example",
            "a",
            KEYS.jwksJson(),
            List.of(),
            new ClaimPaths(
                    new ClaimPath("email"),
                    new ClaimPath("profile.display"),
                    new ClaimPath("realm_access.roles"),
                    new ClaimPath("/https:~1~1x.example~1teams")),
            null);

    private final AtomicInteger renewals = new AtomicInteger();
    private final TokenVerifier verifier = new TokenVerifier(
            Clock.fixed(NOW, ZoneOffset.UTC),
            name -> Optional.of(ISSUER).filter(issuer -> issuer.issuer().equals(name)),
            issuer -> {
                renewals.incrementAndGet();
                return Optional.empty();
            });

    record Forged(String name, String token, TokenFault fault) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Forged header(String name, String header, TokenFault fault) throws Exception {
        return new Forged(name, rsa(KEYS, header, "{" + FRAME + "," + WHO + "," + ROLES + "}"), fault);
    }

    private static Forged claims(String name, String claims, TokenFault fault) throws Exception {
        return new Forged(name, rsa(KEYS, HEADER, "{" + claims + "}"), fault);
    }

    private static Forged evil(String name, String header, TokenFault fault) throws Exception {
        return new Forged(name, rsa(EVIL, header, "{" + FRAME + "," + WHO + "," + ROLES + "}"), fault);
    }

    static Stream<Forged> forged() throws Exception {
        String good = "{" + FRAME + "," + WHO + "," + ROLES + "}";
        String evilJwk = EVIL.rsa().toPublicJWK().toJSONString();
        byte[] der = KEYS.rsa().toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
        return Stream.of(
                // Keys that the token brings along
                evil(
                        "jwk",
                        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"jwk\":" + evilJwk + "}",
                        TokenFault.TOKEN_SIGNATURE),
                evil(
                        "jku",
                        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"jku\":\"https://evil.example/jwks\"}",
                        TokenFault.TOKEN_SIGNATURE),
                evil(
                        "jku to our own network",
                        "{\"alg\":\"RS256\",\"kid\":\"none\",\"jku\":\"http://169.254.169.254/\"}",
                        TokenFault.TOKEN_KEY_UNKNOWN),
                evil(
                        "x5u",
                        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"x5u\":\"https://evil.example/c.pem\"}",
                        TokenFault.TOKEN_SIGNATURE),
                evil("x5t without kid", "{\"alg\":\"RS256\",\"x5t\":\"AAAA\"}", TokenFault.TOKEN_KEY_ID_MISSING),
                evil(
                        "jwk of another kid",
                        "{\"alg\":\"RS256\",\"kid\":\"evil\",\"jwk\":" + evilJwk + "}",
                        TokenFault.TOKEN_KEY_UNKNOWN),
                // Key ids
                header("kid as path", kid("../../../dev/null"), TokenFault.TOKEN_KEY_UNKNOWN),
                header("kid as SQL", kid("x' union select 'k' --"), TokenFault.TOKEN_KEY_UNKNOWN),
                header("kid as URL", kid("https://evil.example/k"), TokenFault.TOKEN_KEY_UNKNOWN),
                header("kid with NUL", kid("rsa-1\\u0000"), TokenFault.TOKEN_KEY_UNKNOWN),
                header("kid with blank", kid("rsa-1 "), TokenFault.TOKEN_KEY_UNKNOWN),
                header("kid in capitals", kid("RSA-1"), TokenFault.TOKEN_KEY_UNKNOWN),
                header("kid of the EC key", kid("ec-1"), TokenFault.TOKEN_KEY_UNFIT),
                header("kid empty", kid(""), TokenFault.TOKEN_KEY_ID_MISSING),
                header("kid null", "{\"alg\":\"RS256\",\"kid\":null}", TokenFault.TOKEN_KEY_ID_MISSING),
                header("kid without end", kid("k".repeat(201)), TokenFault.TOKEN_KEY_ID_MISSING),
                header("kid as list", "{\"alg\":\"RS256\",\"kid\":[\"rsa-1\"]}", TokenFault.TOKEN_MALFORMED),
                header(
                        "kid twice",
                        "{\"alg\":\"RS256\",\"kid\":\"evil\",\"kid\":\"rsa-1\"}",
                        TokenFault.TOKEN_MALFORMED),
                // Algorithms
                hmac("HS256 by DER", "HS256", der, good),
                hmac("HS256 by PEM", "HS256", pem.getBytes(StandardCharsets.US_ASCII), good),
                hmac(
                        "HS256 by modulus",
                        "HS256",
                        KEYS.rsa().toRSAPublicKey().getModulus().toByteArray(),
                        good),
                hmac("HS256 by nothing", "HS256", new byte[] {0}, good),
                hmac("hs256 in small letters", "hs256", der, good),
                hmac("RS256 that is an HMAC", "RS256", der, good, TokenFault.TOKEN_SIGNATURE),
                header(
                        "alg twice",
                        "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"rsa-1\"}",
                        TokenFault.TOKEN_MALFORMED),
                header("alg as list", "{\"alg\":[\"RS256\"],\"kid\":\"rsa-1\"}", TokenFault.TOKEN_MALFORMED),
                header("alg RS384", "{\"alg\":\"RS384\",\"kid\":\"rsa-1\"}", TokenFault.TOKEN_ALGORITHM),
                header("alg EdDSA", "{\"alg\":\"EdDSA\",\"kid\":\"rsa-1\"}", TokenFault.TOKEN_ALGORITHM),
                header("alg ES256K", "{\"alg\":\"ES256K\",\"kid\":\"ec-1\"}", TokenFault.TOKEN_ALGORITHM),
                header("alg rs256", "{\"alg\":\"rs256\",\"kid\":\"rsa-1\"}", TokenFault.TOKEN_ALGORITHM),
                header("alg none", "{\"alg\":\"none\",\"kid\":\"rsa-1\"}", TokenFault.TOKEN_MALFORMED),
                new Forged(
                        "psychic signature",
                        part("{\"alg\":\"ES256\",\"kid\":\"ec-1\"}") + "." + part(good) + "."
                                + Base64URL.encode(new byte[64]),
                        TokenFault.TOKEN_SIGNATURE),
                new Forged(
                        "signature of the group order",
                        part("{\"alg\":\"ES256\",\"kid\":\"ec-1\"}") + "." + part(good) + "." + order(),
                        TokenFault.TOKEN_SIGNATURE),
                // Extensions and forms
                header(
                        "b64 false",
                        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"b64\":false,\"crit\":[\"b64\"]}",
                        TokenFault.TOKEN_CRITICAL_HEADER),
                header(
                        "b64 false, not critical",
                        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"b64\":false}",
                        TokenFault.TOKEN_CRITICAL_HEADER),
                header(
                        "crit empty",
                        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":[]}",
                        TokenFault.TOKEN_CRITICAL_HEADER),
                header(
                        "crit unknown",
                        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":[\"x\"],\"x\":1}",
                        TokenFault.TOKEN_CRITICAL_HEADER),
                header(
                        "logout token",
                        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"typ\":\"logout+jwt\"}",
                        TokenFault.TOKEN_TYPE),
                header(
                        "encrypted",
                        "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\",\"kid\":\"rsa-1\"}",
                        TokenFault.TOKEN_MALFORMED),
                header("header as list", "[]", TokenFault.TOKEN_MALFORMED),
                new Forged(
                        "JSON serialisation",
                        "{\"payload\":\"" + part(good) + "\",\"signatures\":[]}",
                        TokenFault.TOKEN_MALFORMED),
                new Forged("blank inside", rsa(KEYS, HEADER, good).replace(".", ". "), TokenFault.TOKEN_SIGNATURE),
                // Claims
                claims("claim twice", FRAME + "," + WHO + "," + WHO + "," + ROLES, TokenFault.TOKEN_MALFORMED),
                claims(
                        "nested claim twice",
                        FRAME + "," + WHO + ",\"realm_access\":{\"roles\":[],\"roles\":[\"admin\"]}",
                        TokenFault.TOKEN_MALFORMED),
                claims("issuer with another's case", good("https://I.example"), TokenFault.TOKEN_ISSUER_UNKNOWN),
                claims("issuer null", "\"iss\":null," + WHO, TokenFault.TOKEN_CLAIM_WRONG),
                claims(
                        "audience within a word",
                        FRAME.replace("\"aud\":\"a\"", "\"aud\":\"ab\"") + "," + WHO,
                        TokenFault.TOKEN_AUDIENCE),
                claims(
                        "audience nested",
                        FRAME.replace("\"aud\":\"a\"", "\"aud\":[[\"a\"]]") + "," + WHO,
                        TokenFault.TOKEN_AUDIENCE),
                claims("negative expiry", FRAME.replace(TIMES, "\"exp\":-1") + "," + WHO, TokenFault.TOKEN_CLAIM_WRONG),
                claims("expiry true", FRAME.replace(TIMES, "\"exp\":true") + "," + WHO, TokenFault.TOKEN_EXPIRED),
                claims("nbf as text", FRAME + ",\"nbf\":\"0\"," + WHO, TokenFault.TOKEN_CLAIM_WRONG),
                // Claims by path
                claims(
                        "sub where email is the user",
                        FRAME + ",\"sub\":\"admin\"," + ROLES,
                        TokenFault.TOKEN_CLAIM_WRONG),
                claims("user as list", FRAME + ",\"email\":[\"u@one.example\"]", TokenFault.TOKEN_CLAIM_WRONG),
                claims("user as object", FRAME + ",\"email\":{\"x\":\"u\"}", TokenFault.TOKEN_CLAIM_WRONG),
                claims("user blank", FRAME + ",\"email\":\"\\t \"", TokenFault.TOKEN_CLAIM_WRONG),
                claims("user too long", FRAME + ",\"email\":\"" + "u".repeat(201) + "\"", TokenFault.TOKEN_CLAIM_WRONG),
                claims(
                        "roles nested",
                        FRAME + "," + WHO + ",\"realm_access\":{\"roles\":[[\"admin\"]]}",
                        TokenFault.TOKEN_CLAIM_WRONG),
                claims(
                        "roles with an object",
                        FRAME + "," + WHO + ",\"realm_access\":{\"roles\":[\"sales\",{\"name\":\"admin\"}]}",
                        TokenFault.TOKEN_CLAIM_WRONG),
                claims(
                        "roles as object",
                        FRAME + "," + WHO + ",\"realm_access\":{\"roles\":{\"admin\":true}}",
                        TokenFault.TOKEN_CLAIM_WRONG),
                claims(
                        "roles true",
                        FRAME + "," + WHO + ",\"realm_access\":{\"roles\":true}",
                        TokenFault.TOKEN_CLAIM_WRONG),
                claims(
                        "teams as number",
                        FRAME + "," + WHO + ",\"https://x.example/teams\":1",
                        TokenFault.TOKEN_CLAIM_WRONG));
    }

    private static String good(String issuer) {
        return FRAME.replace("https://i.example", issuer) + "," + WHO + "," + ROLES;
    }

    @ParameterizedTest
    @MethodSource("forged")
    void forgedTokenIsRefusedForItsOwnFault(Forged forged) {
        assertThatThrownBy(() -> verifier.verify(forged.token()))
                .isInstanceOfSatisfying(
                        TokenRefused.class, e -> assertThat(e.fault()).isEqualTo(forged.fault()));
        assertThat(renewals.get()).isEqualTo(forged.fault() == TokenFault.TOKEN_KEY_UNKNOWN ? 1 : 0);
    }

    @Test
    void forgeriesAreMany() throws Exception {
        assertThat(forged()).hasSizeGreaterThanOrEqualTo(55);
    }

    @Test
    void claimsAreTakenFromWhereTheTenantSaid() throws Exception {
        HostPerson person = verifier.verify(rsa(
                KEYS,
                HEADER,
                "{" + FRAME + "," + WHO + ",\"sub\":\"x\",\"name\":\"Not this\",\"groups\":[\"admin\"],"
                        + "\"realm_access.roles\":[\"admin\"],\"profile\":{\"display\":\"张三\"},"
                        + "\"realm_access\":{\"roles\":\" sales  legal\\tsales \"},"
                        + "\"https://x.example/teams\":[\"North East\"]}"));
        assertThat(person.userId()).isEqualTo("u@one.example");
        assertThat(person.name()).isEqualTo("张三");
        assertThat(person.roles()).containsExactlyInAnyOrder("sales", "legal");
        assertThat(person.teams()).containsExactly("North East");
    }

    @Test
    void whatIsNotThereGivesNoRole() throws Exception {
        for (String rest : List.of(
                "",
                ",\"realm_access\":{}",
                ",\"realm_access\":[]",
                ",\"realm_access\":\"admin\"",
                ",\"realm_access\":[{\"roles\":[\"admin\"]}]",
                ",\"realm_access\":{\"roles\":null}",
                ",\"realm_access\":{\"roles\":\"  \"}",
                ",\"realm_access\":{\"Roles\":[\"admin\"]}",
                ",\"realm_access.roles\":[\"admin\"]",
                ",\"roles\":[\"admin\"]")) {
            HostPerson person = verifier.verify(rsa(KEYS, HEADER, "{" + FRAME + "," + WHO + rest + "}"));
            assertThat(person.roles()).as(rest).isEmpty();
            assertThat(person.name()).isEqualTo("u@one.example");
        }
    }

    @Test
    void aNewKeyIsAskedForOnce() throws Exception {
        Tokens rotated = new Tokens();
        TrustedIssuer renewed = new TrustedIssuer(
                ISSUER.tenant(),
                ISSUER.issuer(),
                ISSUER.audience(),
                rotated.jwksJson().replace("rsa-1", "rsa-2"),
                List.of(),
                ISSUER.claims(),
                null);
        TokenVerifier rotating = new TokenVerifier(
                Clock.fixed(NOW, ZoneOffset.UTC), name -> Optional.of(ISSUER), issuer -> Optional.of(renewed));
        String claims = "{" + FRAME + "," + WHO + "}";
        assertThatCode(() -> rotating.verify(rsa(rotated, kid("rsa-2"), claims)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> rotating.verify(rsa(rotated, kid("rsa-3"), claims)))
                .isInstanceOf(TokenRefused.class);
        assertThatThrownBy(() -> rotating.verify(rsa(EVIL, kid("rsa-2"), claims)))
                .isInstanceOf(TokenRefused.class);
    }

    @Test
    void pathsHaveAForm() {
        for (String good : List.of("sub", "a.b.c", "/a~1b/c~0d", "https", "cognito:groups", "/x.y", "角色")) {
            assertThat(ClaimPath.isPath(good)).as(good).isTrue();
        }
        for (String bad : Arrays.asList(
                "",
                " ",
                ".",
                "a..b",
                ".a",
                "a.",
                "/",
                "//",
                "/a/",
                "/a~2",
                "/~",
                "a.b.c.d.e.f",
                "a\nb",
                "x".repeat(201))) {
            assertThat(ClaimPath.isPath(bad)).as(bad).isFalse();
        }
    }

    private static String kid(String id) {
        return "{\"alg\":\"RS256\",\"kid\":\"" + id + "\"}";
    }

    private static String part(String json) {
        return Base64URL.encode(json).toString();
    }

    private static String rsa(Tokens keys, String header, String claims) throws Exception {
        String input = part(header) + "." + part(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.rsa().toPrivateKey());
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + Base64URL.encode(signature.sign());
    }

    private static Forged hmac(String name, String algorithm, byte[] key, String claims) throws Exception {
        return hmac(name, algorithm, key, claims, TokenFault.TOKEN_ALGORITHM);
    }

    private static Forged hmac(String name, String algorithm, byte[] key, String claims, TokenFault fault)
            throws Exception {
        String input = part("{\"alg\":\"" + algorithm + "\",\"kid\":\"rsa-1\"}") + "." + part(claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return new Forged(
                name, input + "." + Base64URL.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII))), fault);
    }

    /** r and s both the order of P-256, zero to a verifier that reduces before it checks. */
    private static String order() {
        byte[] n = new java.math.BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
                .toByteArray();
        byte[] both = new byte[64];
        System.arraycopy(n, n.length - 32, both, 0, 32);
        System.arraycopy(n, n.length - 32, both, 32, 32);
        return Base64URL.encode(both).toString();
    }
}
