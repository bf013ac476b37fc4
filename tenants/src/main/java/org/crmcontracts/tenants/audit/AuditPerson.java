package org.crmcontracts.tenants.audit;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.crmcontracts.tenants.http.Json;

/**
 * What the log knows of a person, kept beside the chain. The chain holds only the reference, from which nobody learns
 * the value once the salt is erased.
 *
 * @param ref SHA-256 over salt and content, lower-case hex
 * @param salt 16 random bytes, lower-case hex
 * @param userId whose data this is
 * @param value the name of an actor, or a text the person wrote
 */
public record AuditPerson(String ref, Kind kind, String salt, String userId, String value) {
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    public AuditPerson {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(value, "value");
    }

    /** What the value is. */
    public enum Kind {
        ACTOR,
        TEXT
    }

    static AuditPerson of(Kind kind, String userId, String value) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        // PostgreSQL keeps no NUL in a text.
        return of(kind, HexFormat.of().formatHex(salt), userId, value.replace('\u0000', '\uFFFD'));
    }

    private static AuditPerson of(Kind kind, String salt, String userId, String value) {
        String content = Json.canonical(Map.of("kind", kind, "userId", userId, "value", value));
        return new AuditPerson(Json.sha256Hex(salt + content), kind, salt, userId, value);
    }

    /** Whether nobody changed the value or the owner since the reference was made. */
    public boolean fits() {
        return of(kind, salt, userId, value).ref().equals(ref);
    }

    @Override
    public String toString() {
        return "AuditPerson[" + ref + "]";
    }
}
