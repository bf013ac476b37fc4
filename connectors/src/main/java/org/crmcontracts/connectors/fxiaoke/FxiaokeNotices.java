package org.crmcontracts.connectors.fxiaoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.Notice;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.jspecify.annotations.Nullable;

/**
 * Reads event pushes: {@code {nonce, timeStamp, content, sig}}, signed and encrypted as in the vendor's own demo of its
 * message callback (openfxiaoke/demo, SigUtils and FSCallbackController, read 2026-11). Pure.
 *
 * <p>Assumption: pushes of changed data share that form; no document describes their body, so ids are picked out of it
 * by all the names that the other interfaces have for them, and records are read again anyway.
 */
final class FxiaokeNotices {
    /** What the vendor's demo answers. */
    private static final String ANSWER = "success";

    /** The vendor's demo takes no message that is older or younger. */
    private static final Duration WINDOW = Duration.ofSeconds(500);

    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 16;
    private static final int RANDOM_BYTES = 16;
    /** Epoch seconds have ten digits until the year 2286, epoch milliseconds more. */
    private static final long LARGEST_SECONDS = 9_999_999_999L;

    private static final int MAX_DEPTH = 16;
    private static final Set<String> OBJECT_NAMES =
            Set.of("dataObjectApiName", "objectApiName", "describeApiName", "objDescApiName", "apiName", "entityId");
    private static final Set<String> ID_NAMES =
            Set.of("objectDataId", "dataId", "object_data_id", "objectId", "_id", "dataIds", "objectIds", "idList");

    private FxiaokeNotices() {}

    /** @param secret the token and the AES key of the callback's settings, parted by a colon */
    static Notice notice(String secret, byte[] body, Instant now) {
        int colon = secret.lastIndexOf(':');
        if (colon < 1) {
            throw forged("no token and key are set for notices");
        }
        JsonNode message = tree(body);
        String nonce = message.path("nonce").asText("");
        String timeStamp = message.path("timeStamp").asText("");
        String content = message.path("content").asText("");
        byte[] expected = sha1(secret.substring(0, colon), timeStamp, nonce, content);
        if (!MessageDigest.isEqual(expected, hex(message.path("sig").asText("")))) {
            throw forged("its signature is wrong");
        }
        if (Duration.between(time(timeStamp), now).abs().compareTo(WINDOW) > 0) {
            throw forged("it is too old or from the future");
        }
        JsonNode event = tree(decrypted(secret.substring(colon + 1), content));
        Map<RemoteKind, Set<String>> changed = new EnumMap<>(RemoteKind.class);
        collect(event, null, changed, 0);
        return new Notice(changed, ANSWER);
    }

    private static void collect(
            JsonNode node, @Nullable RemoteKind around, Map<RemoteKind, Set<String>> changed, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        if (node.isTextual() && node.textValue().startsWith("{")) {
            // The demo's events hold their content as text.
            collect(tree(node.textValue().getBytes(StandardCharsets.UTF_8)), around, changed, depth + 1);
            return;
        }
        RemoteKind kind = around;
        for (String name : OBJECT_NAMES) {
            RemoteKind named = kind(node.path(name).asText(""));
            kind = named == null ? kind : named;
        }
        if (kind == RemoteKind.USER) {
            // An employee's record has another id than the one that owners are named by.
            return;
        }
        for (String name : ID_NAMES) {
            JsonNode ids = node.path(name);
            if (kind != null && ids.isTextual()) {
                changed.computeIfAbsent(kind, none -> new TreeSet<>()).add(ids.textValue());
            }
            if (kind != null && ids.isArray()) {
                for (JsonNode id : ids) {
                    changed.computeIfAbsent(kind, none -> new TreeSet<>()).add(id.asText());
                }
            }
        }
        for (JsonNode inner : node) {
            collect(inner, kind, changed, depth + 1);
        }
    }

    private static @Nullable RemoteKind kind(String object) {
        for (RemoteKind kind : RemoteKind.values()) {
            if (FxiaokeRecords.object(kind).equals(object)) {
                return kind;
            }
        }
        return null;
    }

    /** 16 random bytes, the length of the text in four bytes, the text. */
    private static byte[] decrypted(String keyText, String content) {
        try {
            byte[] key = Base64.getDecoder().decode(keyText.endsWith("=") ? keyText : keyText + "=");
            if (key.length != KEY_BYTES) {
                throw forged("the key for notices has not 32 bytes");
            }
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new IvParameterSpec(Arrays.copyOf(key, IV_BYTES)));
            ByteBuffer plain =
                    ByteBuffer.wrap(cipher.doFinal(Base64.getDecoder().decode(content)));
            if (plain.remaining() < RANDOM_BYTES + Integer.BYTES) {
                throw forged("its content is too short");
            }
            plain.position(RANDOM_BYTES);
            int length = plain.getInt();
            if (length < 0 || length > plain.remaining()) {
                throw forged("its content has another length than it says");
            }
            byte[] text = new byte[length];
            plain.get(text);
            return text;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw forged("its content cannot be decrypted");
        }
    }

    private static byte[] sha1(String... parts) {
        String joined = Stream.of(parts).sorted().collect(Collectors.joining());
        try {
            return MessageDigest.getInstance("SHA-1").digest(joined.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static Instant time(String timeStamp) {
        try {
            long number = Long.parseLong(timeStamp);
            return number > LARGEST_SECONDS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
        } catch (NumberFormatException e) {
            throw forged("it has no time");
        }
    }

    private static JsonNode tree(byte[] json) {
        try {
            return FxiaokeResponses.MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw forged("it is no JSON");
        }
    }

    private static CrmRefusal forged(String why) {
        return new CrmRefusal(CrmRefusal.Reason.FORGED, null, "A notice is not taken: " + why);
    }
}
