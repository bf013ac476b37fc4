package org.crmcontracts.tenants.events;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and verifies messages as Standard Webhooks 1.0.0 says (standardwebhooks.com, read 2026-11): HMAC-SHA256 over
 * id, time and the body as it is sent, joined by full stops.
 */
public final class WebhookSignature {
    /** How old, or how far ahead, a message's time may be. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1,";
    private static final String DIGITS = "[0-9]{1,12}";

    private WebhookSignature() {}

    /** The value of {@code webhook-signature}: one signature per live secret, separated by blanks. */
    public static String sign(List<WebhookSecret> secrets, String id, Instant at, byte[] body) {
        return secrets.stream()
                .map(secret -> VERSION + Base64.getEncoder().encodeToString(digest(secret, id, seconds(at), body)))
                .collect(Collectors.joining(" "));
    }

    /** The value of {@code webhook-timestamp}. */
    public static String seconds(Instant at) {
        return Long.toString(at.getEpochSecond());
    }

    /**
     * Whether one of the signatures is the secret's and the message's time is within five minutes of now. Takes the
     * same time wherever a signature differs.
     */
    public static boolean verify(
            WebhookSecret secret, String id, String timestamp, String signatures, byte[] body, Instant now) {
        if (!timestamp.matches(DIGITS)
                || Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                                .abs()
                                .compareTo(TOLERANCE)
                        > 0) {
            return false;
        }
        byte[] expected = (VERSION + Base64.getEncoder().encodeToString(digest(secret, id, timestamp, body)))
                .getBytes(StandardCharsets.US_ASCII);
        boolean found = false;
        for (String signature : signatures.split(" ", -1)) {
            found |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }

    private static byte[] digest(WebhookSecret secret, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
