package org.crmcontracts.tenants.events;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key that an endpoint's messages are signed with (Standard Webhooks, "Signature scheme": 24 to 64 bytes, written
 * as {@code whsec_} and base64).
 */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final int NEW_BYTES = 32;

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        if (key.length < FEWEST_BYTES || key.length > MOST_BYTES) {
            throw new IllegalArgumentException("a webhook secret has 24 to 64 bytes");
        }
        this.key = key;
    }

    /** Fails unless the text is a secret in its written form. */
    public static WebhookSecret of(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a webhook secret begins with " + PREFIX);
        }
        return new WebhookSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    }

    static WebhookSecret random(SecureRandom random) {
        byte[] key = new byte[NEW_BYTES];
        random.nextBytes(key);
        return new WebhookSecret(key);
    }

    byte[] key() {
        return key.clone();
    }

    /** The written form, for the receiver alone: keep it out of logs and answers that are stored. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
