package org.crmcontracts.tenants.secrets;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import org.crmcontracts.tenants.registry.Tenant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets with AES-256-GCM, bound to tenant and context: a sealed text copied to another
 * tenant or another field does not open. The keyset comes from the setting {@code secrets.keyset}
 * (a Tink JSON keyset) and is kept outside of the database.
 */
@ApplicationScoped
public class Vault {
    private static final String FORM = "v1:";

    private final Optional<String> keyset;
    private volatile @Nullable Aead aead;

    /** For the container's proxies only. */
    protected Vault() {
        this(Optional.empty());
    }

    @Inject
    public Vault(@ConfigProperty(name = "secrets.keyset") Optional<String> keyset) {
        this.keyset = keyset;
    }

    /** For use without a container. */
    public static Vault with(String keysetJson) {
        return new Vault(Optional.of(keysetJson));
    }

    /** A fresh keyset for the setting {@code secrets.keyset}. */
    public static String newKeyset() {
        try {
            AeadConfig.register();
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no keyset could be made", e);
        }
    }

    public String seal(Tenant tenant, String context, String secret) {
        try {
            byte[] sealed = aead().encrypt(secret.getBytes(StandardCharsets.UTF_8), bound(tenant, context));
            return FORM + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret could not be sealed", e);
        }
    }

    /** Fails if the text was sealed for another tenant or context, by another keyset, or was altered. */
    public String open(Tenant tenant, String context, String sealed) {
        if (!sealed.startsWith(FORM)) {
            throw new IllegalStateException("not a sealed text");
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(FORM.length()));
            return new String(aead().decrypt(bytes, bound(tenant, context)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("a secret could not be opened", e);
        }
    }

    private static byte[] bound(Tenant tenant, String context) {
        return (tenant.id() + "\n" + context).getBytes(StandardCharsets.UTF_8);
    }

    private Aead aead() throws GeneralSecurityException {
        Aead known = aead;
        if (known == null) {
            String json = keyset.filter(text -> !text.isBlank())
                    .orElseThrow(() -> new IllegalStateException(
                            "the setting secrets.keyset is missing: secrets can be neither sealed nor opened"));
            AeadConfig.register();
            known = TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
            aead = known;
        }
        return known;
    }
}
