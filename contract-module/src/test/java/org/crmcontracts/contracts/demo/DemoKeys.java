package org.crmcontracts.contracts.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** The demo host CRM's signing key, kept beside the data so that its registration stays true between runs. */
record DemoKeys(RSAKey key) {
    static DemoKeys readOrCreate(Path file) throws Exception {
        if (Files.exists(file)) {
            return new DemoKeys(RSAKey.parse(Files.readString(file)));
        }
        RSAKey key = new RSAKeyGenerator(2048).keyID("demo-host").generate();
        Files.createDirectories(file.getParent());
        Files.writeString(file, key.toJSONString());
        return new DemoKeys(key);
    }

    String publicJwks() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    /** A token as a host CRM would mint it for its signed-in user: MicroProfile JWT claims, 30 minutes. */
    String token(DemoTenant tenant, DemoTenant.Person person, String hostUrl) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(tenant.issuer(hostUrl))
                .audience(DemoTenant.AUDIENCE)
                .subject(person.role() + "@" + tenant.key())
                .claim("upn", person.role() + "@" + tenant.key())
                .claim("name", tenant.displayName(person))
                .claim("groups", List.of(person.role()))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(1800)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .type(JOSEObjectType.JWT)
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("The demo key cannot sign", e);
        }
    }
}
