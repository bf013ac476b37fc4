package org.crmcontracts.tenants.secrets;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.KmsClients;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The key that seals the tenants' keys, kept outside of the database.
 *
 * <p>The setting {@code secrets.kek} says where: {@code file:<path>} or {@code env:<NAME>} of a Tink keyset (JSON), the
 * keyset itself, or the URI of a key management service, whose Tink client must be on the class path. Without it the
 * keyset of {@code secrets.keyset} serves, which otherwise only opens what it sealed before.
 */
@ApplicationScoped
public class KeyEncryptionKey {
    private static final String FILE = "file:";
    private static final String ENVIRONMENT = "env:";
    private static final List<String> SERVICES = List.of("gcp-kms://", "aws-kms://", "hcvault://");

    private final Optional<String> setting;
    private final Optional<String> former;
    private final UnaryOperator<@Nullable String> environment;
    private volatile @Nullable Aead primary;

    /** For the container's proxies only. */
    protected KeyEncryptionKey() {
        this(Optional.empty(), Optional.empty());
    }

    @Inject
    public KeyEncryptionKey(
            @ConfigProperty(name = "secrets.kek") Optional<String> setting,
            @ConfigProperty(name = "secrets.keyset") Optional<String> former) {
        this(setting, former, System::getenv);
    }

    KeyEncryptionKey(Optional<String> setting, Optional<String> former, UnaryOperator<@Nullable String> environment) {
        this.setting = setting.map(String::strip).filter(text -> !text.isEmpty());
        this.former = former.map(String::strip).filter(text -> !text.isEmpty());
        this.environment = environment;
    }

    /** Fails, saying which setting is wrong, unless secrets can be sealed and opened. */
    public void check() {
        Aead aead = primary();
        if (!Keysets.open(aead, Keysets.seal(aead, "check", "check"), "check").equals("check")) {
            throw new IllegalStateException("secrets.kek does not open what it sealed");
        }
    }

    String seal(String keyset, String bound) {
        return Keysets.seal(primary(), keyset, bound);
    }

    /** Opens what this key or, before a rotation, the former one sealed. */
    String open(String sealed, String bound) {
        try {
            return Keysets.open(primary(), sealed, bound);
        } catch (IllegalStateException e) {
            Optional<Aead> other = setting.isPresent() ? former() : Optional.empty();
            if (other.isEmpty()) {
                throw e;
            }
            return Keysets.open(other.get(), sealed, bound);
        }
    }

    /** The keyset that sealed secrets themselves before tenants had keys. */
    Optional<Aead> former() {
        return former.map(json -> Keysets.aead(json, "the setting secrets.keyset"));
    }

    private Aead primary() {
        Aead known = primary;
        if (known == null) {
            known = setting.map(this::resolve)
                    .or(this::former)
                    .orElseThrow(
                            () -> new IllegalStateException("the settings secrets.kek and secrets.keyset are missing:"
                                    + " secrets can be neither sealed nor opened"));
            primary = known;
        }
        return known;
    }

    private Aead resolve(String place) {
        if (place.startsWith(FILE)) {
            Path file = Path.of(place.substring(FILE.length()));
            try {
                return Keysets.aead(Files.readString(file), "the file of secrets.kek");
            } catch (IOException e) {
                throw new IllegalStateException("the file of secrets.kek cannot be read: " + file);
            }
        }
        if (place.startsWith(ENVIRONMENT)) {
            String name = place.substring(ENVIRONMENT.length());
            String json = environment.apply(name);
            if (json == null) {
                throw new IllegalStateException(
                        "secrets.kek names the environment variable " + name + ", which is not set");
            }
            return Keysets.aead(json, "the environment variable of secrets.kek");
        }
        for (String service : SERVICES) {
            if (place.startsWith(service)) {
                return service(place, service);
            }
        }
        return Keysets.aead(place, "the setting secrets.kek");
    }

    private static Aead service(String uri, String kind) {
        KmsClient client;
        try {
            client = KmsClients.getAutoLoaded(uri);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "secrets.kek names a key of " + kind + ", and no Tink client for it is on the class path");
        }
        try {
            return client.withDefaultCredentials().getAead(uri);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the service of secrets.kek refuses: " + e.getMessage(), e);
        }
    }
}
