package org.crmcontracts.tenants.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.registry.TokenIssuer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a token truly says, or refuses it. Responsibilities: 1. the form and its limits; 2. the
 * signature, by a key that the issuer registered with us and by no key that the token brings along;
 * 3. audience and time.
 */
final class TokenCheck<I extends TokenIssuer> {
    static final int MAX_LENGTH = 16 * 1024;

    private static final long SKEW_SECONDS = 60;
    static final int MIN_RSA_BITS = 2048;
    private static final int MAX_NAME_LENGTH = 200;
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private final Clock clock;
    private final Function<String, Optional<I>> issuers;

    TokenCheck(Clock clock, Function<String, Optional<I>> issuers) {
        this.clock = clock;
        this.issuers = issuers;
    }

    /** What a good token says: who issued it, for whom, and the groups as they stand in it. */
    record Verified<I>(I issuer, String subject, String name, List<String> groups) {}

    Verified<I> verify(String token) throws TokenRefused {
        if (token.length() > MAX_LENGTH) {
            throw new TokenRefused("too long");
        }
        SignedJWT signed = parse(token);
        checkHeader(signed.getHeader());
        JsonNode claims = object(signed.getParsedParts()[1]);
        I issuer = issuers.apply(text(claims, "iss")).orElseThrow(() -> new TokenRefused("unknown issuer"));
        checkSignature(signed, issuer);
        checkAudience(claims.path("aud"), issuer.audience());
        checkTime(claims);
        String subject = text(claims, "sub");
        String name = claims.path("name").isTextual() ? claims.path("name").textValue() : subject;
        if (subject.length() > MAX_NAME_LENGTH || name.length() > MAX_NAME_LENGTH) {
            throw new TokenRefused("name too long");
        }
        return new Verified<>(issuer, subject, name, groups(claims.path("groups")));
    }

    private static SignedJWT parse(String token) throws TokenRefused {
        try {
            // Refuses unsigned and encrypted tokens: they have no signature algorithm.
            SignedJWT signed = SignedJWT.parse(token);
            object(signed.getParsedParts()[0]);
            return signed;
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            throw new TokenRefused("malformed", e);
        }
    }

    private static void checkHeader(JWSHeader header) throws TokenRefused {
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw new TokenRefused("algorithm");
        }
        if (header.getType() != null
                && !TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT))) {
            throw new TokenRefused("type");
        }
        if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
            throw new TokenRefused("critical header");
        }
        if (header.getKeyID() == null || header.getKeyID().isEmpty()) {
            throw new TokenRefused("no key id");
        }
    }

    private static void checkSignature(SignedJWT signed, TokenIssuer issuer) throws TokenRefused {
        try {
            JWK key = JWKSet.parse(issuer.jwksJson())
                    .getKeyByKeyId(signed.getHeader().getKeyID());
            if (!signed.verify(verifier(key, signed.getHeader().getAlgorithm()))) {
                throw new TokenRefused("signature");
            }
        } catch (ParseException | JOSEException | IllegalStateException e) {
            throw new TokenRefused("signature", e);
        }
    }

    private static JWSVerifier verifier(@Nullable JWK key, JWSAlgorithm algorithm) throws TokenRefused, JOSEException {
        if (key == null) {
            throw new TokenRefused("unknown key");
        }
        if ((key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE))
                || (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm))) {
            throw new TokenRefused("key is for another use");
        }
        if (algorithm.equals(JWSAlgorithm.RS256) && key instanceof RSAKey rsa && rsa.size() >= MIN_RSA_BITS) {
            return new RSASSAVerifier(rsa);
        }
        if (algorithm.equals(JWSAlgorithm.ES256) && key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())) {
            return new ECDSAVerifier(ec);
        }
        throw new TokenRefused("key does not fit the algorithm");
    }

    private static void checkAudience(JsonNode audience, String expected) throws TokenRefused {
        if (audience.isTextual() && audience.textValue().equals(expected)) {
            return;
        }
        if (audience.isArray()) {
            for (JsonNode one : audience) {
                if (one.isTextual() && one.textValue().equals(expected)) {
                    return;
                }
            }
        }
        throw new TokenRefused("audience");
    }

    private void checkTime(JsonNode claims) throws TokenRefused {
        long now = clock.instant().getEpochSecond();
        if (!claims.path("exp").isNumber() || now - SKEW_SECONDS >= seconds(claims, "exp", now)) {
            throw new TokenRefused("expired");
        }
        if (seconds(claims, "nbf", now) > now + SKEW_SECONDS || seconds(claims, "iat", now) > now + SKEW_SECONDS) {
            throw new TokenRefused("not yet valid");
        }
    }

    private static long seconds(JsonNode claims, String claim, long ifAbsent) throws TokenRefused {
        JsonNode value = claims.path(claim);
        if (value.isMissingNode()) {
            return ifAbsent;
        }
        // A fraction of a second is allowed by RFC 7519; a number beyond long is not a date.
        if (!value.isNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new TokenRefused(claim + " is no date");
        }
        return value.longValue();
    }

    private static List<String> groups(JsonNode groups) throws TokenRefused {
        if (!groups.isMissingNode() && !groups.isArray()) {
            throw new TokenRefused("groups");
        }
        List<String> names = new ArrayList<>();
        for (JsonNode group : groups) {
            if (group.isTextual()) {
                names.add(group.textValue());
            }
        }
        return names;
    }

    private static String text(JsonNode claims, String claim) throws TokenRefused {
        JsonNode value = claims.path(claim);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new TokenRefused("no " + claim);
        }
        return value.textValue();
    }

    /** Reads with our strict parser: a claim given twice is refused, not chosen from. */
    private static JsonNode object(Base64URL part) throws TokenRefused {
        try {
            JsonNode node = Json.mapper().readTree(part.decode());
            if (node == null || !node.isObject()) {
                throw new TokenRefused("malformed");
            }
            return node;
        } catch (IOException e) {
            throw new TokenRefused("malformed", e);
        }
    }
}
