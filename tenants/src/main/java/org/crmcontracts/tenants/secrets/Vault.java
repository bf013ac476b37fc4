package org.crmcontracts.tenants.secrets;

import com.google.crypto.tink.Aead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmcontracts.tenants.registry.Tenant;

/**
 * Seals secrets with AES-256-GCM under the tenant's own key, bound to tenant and context: a sealed text copied to
 * another tenant or another field does not open. Texts of the form {@code v1:} were sealed by the installation's keyset
 * before tenants had keys; they still open.
 */
@ApplicationScoped
public class Vault {
    private static final String FIRST_FORM = "v1:";
    private static final Pattern FORM = Pattern.compile("v2:([1-9][0-9]{0,8}):(.*)");

    private final KeyEncryptionKey kek;
    private final TenantKeys keys;

    /** For the container's proxies only. */
    protected Vault() {
        this(new KeyEncryptionKey(), new TenantKeys());
    }

    @Inject
    public Vault(KeyEncryptionKey kek, TenantKeys keys) {
        this.kek = kek;
        this.keys = keys;
    }

    /** A fresh keyset for the settings {@code secrets.kek} and {@code secrets.keyset}. */
    public static String newKeyset() {
        return Keysets.fresh();
    }

    /** @param context what it is for, such as record and field; never changed, as it is needed to open the text */
    public String seal(Tenant tenant, String context, String secret) {
        int version = keys.newest(tenant.id());
        return "v2:" + version + ":" + Keysets.seal(keys.aead(tenant.id(), version), secret, bound(tenant, context));
    }

    /**
     * Fails if the text was sealed for another tenant or context, by another key, or was altered. Wrap what is kept as
     * {@link Secret}.
     */
    public String open(Tenant tenant, String context, String sealed) {
        if (sealed.startsWith(FIRST_FORM)) {
            Aead former = kek.former()
                    .orElseThrow(() -> new IllegalStateException(
                            "a secret was sealed by secrets.keyset, which is not set: rotate the keys before"
                                    + " leaving it out"));
            return Keysets.open(former, sealed.substring(FIRST_FORM.length()), bound(tenant, context));
        }
        Matcher form = FORM.matcher(sealed);
        if (!form.matches()) {
            throw new IllegalStateException("not a sealed text");
        }
        return Keysets.open(
                keys.aead(tenant.id(), Integer.parseInt(form.group(1))), form.group(2), bound(tenant, context));
    }

    /** Whether the text is sealed under this version of the tenant's key or a later one. */
    public static boolean isSince(int version, String sealed) {
        Matcher form = FORM.matcher(sealed);
        return form.matches() && Integer.parseInt(form.group(1)) >= version;
    }

    private static String bound(Tenant tenant, String context) {
        return tenant.id() + "\n" + context;
    }
}
