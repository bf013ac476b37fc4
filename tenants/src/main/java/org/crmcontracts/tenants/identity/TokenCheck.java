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
import org.crmcontracts.tenants.registry.ClaimPath;
import org.crmcontracts.tenants.registry.ClaimPaths;
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
    private final Function<I, Optional<I>> renewal;

    TokenCheck(Clock clock, Function<String, Optional<I>> issuers) {
        this(clock, issuers, issuer -> Optional.empty());
    }

    /**
     * @param renewal asked once for newer keys when a token names a key that the issuer is not known to have; empty if
     *     there are none
     */
    TokenCheck(Clock clock, Function<String, Optional<I>> issuers, Function<I, Optional<I>> renewal) {
        this.clock = clock;
        this.issuers = issuers;
        this.renewal = renewal;
    }

    /** What a good token says: who issued it, for whom, and the roles and teams as they stand in it. */
    record Verified<I>(I issuer, String subject, String name, List<String> groups, List<String> teams) {}

    Verified<I> verify(String token) throws TokenRefused {
        if (token.length() > MAX_LENGTH) {
            throw new TokenRefused(TokenFault.TOKEN_TOO_LONG);
        }
        SignedJWT signed = parse(token);
        checkHeader(signed.getHeader());
        JsonNode claims = object(signed.getParsedParts()[1]);
        I issuer = issuers.apply(text(claims.path("iss"), "iss"))
                .orElseThrow(() -> new TokenRefused(TokenFault.TOKEN_ISSUER_UNKNOWN));
        checkSignature(signed, issuer);
        checkAudience(claims.path("aud"), issuer.audience());
        checkTime(claims);
        ClaimPaths paths = issuer.claims();
        String subject = text(paths.user().in(claims), paths.user().text());
        JsonNode given = paths.name().in(claims);
        String name = given.isTextual() && !given.textValue().isBlank() ? given.textValue() : subject;
        if (subject.length() > MAX_NAME_LENGTH || name.length() > MAX_NAME_LENGTH) {
            throw new TokenRefused(TokenFault.TOKEN_CLAIM_WRONG, paths.user().text());
        }
        return new Verified<>(
                issuer,
                subject,
                name,
                names(claims, paths.roles()),
                paths.teams() == null ? List.of() : names(claims, paths.teams()));
    }

    private static SignedJWT parse(String token) throws TokenRefused {
        try {
            // Refuses unsigned and encrypted tokens: they have no signature algorithm.
            SignedJWT signed = SignedJWT.parse(token);
            object(signed.getParsedParts()[0]);
            return signed;
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            throw new TokenRefused(TokenFault.TOKEN_MALFORMED, "malformed", e);
        }
    }

    private static void checkHeader(JWSHeader header) throws TokenRefused {
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw new TokenRefused(TokenFault.TOKEN_ALGORITHM);
        }
        if (header.getType() != null
                && !TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT))) {
            throw new TokenRefused(TokenFault.TOKEN_TYPE);
        }
        if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
            throw new TokenRefused(TokenFault.TOKEN_CRITICAL_HEADER);
        }
        if (header.getKeyID() == null
                || header.getKeyID().isEmpty()
                || header.getKeyID().length() > MAX_NAME_LENGTH) {
            throw new TokenRefused(TokenFault.TOKEN_KEY_ID_MISSING);
        }
    }

    private void checkSignature(SignedJWT signed, I issuer) throws TokenRefused {
        String id = signed.getHeader().getKeyID();
        try {
            JWK key = JWKSet.parse(issuer.jwksJson()).getKeyByKeyId(id);
            if (key == null) {
                I renewed = renewal.apply(issuer).orElseThrow(() -> new TokenRefused(TokenFault.TOKEN_KEY_UNKNOWN));
                key = JWKSet.parse(renewed.jwksJson()).getKeyByKeyId(id);
            }
            if (!signed.verify(verifier(key, signed.getHeader().getAlgorithm()))) {
                throw new TokenRefused(TokenFault.TOKEN_SIGNATURE);
            }
        } catch (ParseException | JOSEException | IllegalStateException e) {
            throw new TokenRefused(TokenFault.TOKEN_SIGNATURE, "signature", e);
        }
    }

    private static JWSVerifier verifier(@Nullable JWK key, JWSAlgorithm algorithm) throws TokenRefused, JOSEException {
        if (key == null) {
            throw new TokenRefused(TokenFault.TOKEN_KEY_UNKNOWN);
        }
        if ((key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE))
                || (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm))) {
            throw new TokenRefused(TokenFault.TOKEN_KEY_UNFIT);
        }
        if (algorithm.equals(JWSAlgorithm.RS256) && key instanceof RSAKey rsa && rsa.size() >= MIN_RSA_BITS) {
            return new RSASSAVerifier(rsa);
        }
        if (algorithm.equals(JWSAlgorithm.ES256) && key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())) {
            return new ECDSAVerifier(ec);
        }
        throw new TokenRefused(TokenFault.TOKEN_KEY_UNFIT);
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
        throw new TokenRefused(TokenFault.TOKEN_AUDIENCE);
    }

    private void checkTime(JsonNode claims) throws TokenRefused {
        long now = clock.instant().getEpochSecond();
        if (!claims.path("exp").isNumber() || now - SKEW_SECONDS >= seconds(claims, "exp", now)) {
            throw new TokenRefused(TokenFault.TOKEN_EXPIRED);
        }
        if (seconds(claims, "nbf", now) > now + SKEW_SECONDS || seconds(claims, "iat", now) > now + SKEW_SECONDS) {
            throw new TokenRefused(TokenFault.TOKEN_NOT_YET_VALID);
        }
    }

    private static long seconds(JsonNode claims, String claim, long ifAbsent) throws TokenRefused {
        JsonNode value = claims.path(claim);
        if (value.isMissingNode()) {
            return ifAbsent;
        }
        // A fraction of a second is allowed by RFC 7519; a number beyond long is not a date.
        if (!value.isNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new TokenRefused(TokenFault.TOKEN_CLAIM_WRONG, claim);
        }
        return value.longValue();
    }

    /** A list of texts, or words with blanks between them; anything else is refused, not guessed at. */
    private static List<String> names(JsonNode claims, ClaimPath path) throws TokenRefused {
        JsonNode claim = path.in(claims);
        List<String> names = new ArrayList<>();
        if (claim.isTextual()) {
            names.addAll(List.of(claim.textValue().strip().split("\\s+")));
            names.remove("");
        } else if (claim.isArray()) {
            for (JsonNode one : claim) {
                if (!one.isTextual()) {
                    throw new TokenRefused(TokenFault.TOKEN_CLAIM_WRONG, path.text());
                }
                names.add(one.textValue());
            }
        } else if (!claim.isMissingNode() && !claim.isNull()) {
            throw new TokenRefused(TokenFault.TOKEN_CLAIM_WRONG, path.text());
        }
        return names;
    }

    private static String text(JsonNode value, String claim) throws TokenRefused {
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new TokenRefused(TokenFault.TOKEN_CLAIM_WRONG, claim);
        }
        return value.textValue();
    }

    /** Reads with our strict parser: a claim given twice is refused, not chosen from. */
    private static JsonNode object(Base64URL part) throws TokenRefused {
        try {
            JsonNode node = Json.mapper().readTree(part.decode());
            if (node == null || !node.isObject()) {
                throw new TokenRefused(TokenFault.TOKEN_MALFORMED);
            }
            return node;
        } catch (IOException e) {
            throw new TokenRefused(TokenFault.TOKEN_MALFORMED, "malformed", e);
        }
    }
}
