package org.crmcontracts.tenants.secrets;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Tink keysets as JSON, and texts sealed by their AEAD as URL-safe Base64. */
final class Keysets {
    private Keysets() {}

    static String fresh() {
        try {
            AeadConfig.register();
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no keyset could be made", e);
        }
    }

    /** Fails without telling the text, which is a key. */
    static Aead aead(String json, String where) {
        try {
            AeadConfig.register();
            return TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalStateException(where + " holds no Tink keyset of an AEAD");
        }
    }

    static String seal(Aead aead, String text, String bound) {
        try {
            byte[] sealed = aead.encrypt(bytes(text), bytes(bound));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret could not be sealed", e);
        }
    }

    /** Fails if the text was sealed for something else, by another keyset, or was altered. */
    static String open(Aead aead, String sealed, String bound) {
        try {
            return new String(
                    aead.decrypt(Base64.getUrlDecoder().decode(sealed), bytes(bound)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("a secret could not be opened", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
