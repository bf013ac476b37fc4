package org.crmcontracts.connectors.fxiaoke;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Writes event pushes in the form of the vendor's own demo: encrypted, then signed. */
public final class FxiaokeSimulatorPush {
    private FxiaokeSimulatorPush() {}

    /**
     * The body of one push.
     *
     * @param aesKey 43 characters of Base64, without the last "="
     * @param timeStamp as it stands in the message
     */
    public static byte[] body(String token, String aesKey, String timeStamp, String nonce, String json) {
        try {
            byte[] key = Base64.getDecoder().decode(aesKey + "=");
            byte[] text = json.getBytes(StandardCharsets.UTF_8);
            byte[] plain = ByteBuffer.allocate(20 + text.length)
                    .put("0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
                    .putInt(text.length)
                    .put(text)
                    .array();
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(key, 16)));
            String content = Base64.getEncoder().encodeToString(cipher.doFinal(plain));
            String joined = Stream.of(token, timeStamp, nonce, content).sorted().collect(Collectors.joining());
            String sig = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(joined.getBytes(StandardCharsets.UTF_8)));
            return "{\"nonce\":\"%s\",\"timeStamp\":\"%s\",\"content\":\"%s\",\"sig\":\"%s\"}"
                    .formatted(nonce, timeStamp, content, sig)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
