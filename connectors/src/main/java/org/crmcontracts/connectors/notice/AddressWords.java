package org.crmcontracts.connectors.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmcontracts.tenants.registry.ShortMemory;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.crmcontracts.tenants.registry.Tenants;
import org.crmcontracts.tenants.secrets.Vault;

/**
 * The words in which addresses for notices end: the tenant, and the connection and its version sealed with the tenant's
 * own key. The tenant named in front only says with which key the rest must open; a word of another tenant, another
 * connection or with any bit changed does not.
 *
 * <p>Short, since Dolibarr keeps 255 characters of an address and Zoho's workflow webhooks 300 (read 2026-11): a signed
 * token in the form of a JWT would be three times as long.
 */
@ApplicationScoped
public class AddressWords {
    private static final String CONTEXT = "notice-address";
    private static final Pattern WORD =
            Pattern.compile("([A-Za-z0-9_-]{22})\\.([1-9][0-9]{0,8})\\.([A-Za-z0-9_-]{50,150})");
    private static final Pattern SEALED = Pattern.compile("v2:([0-9]+):(.*)");
    private static final Pattern CONTENT = Pattern.compile("([0-9a-f-]{36}) ([1-9][0-9]{0,8})");
    private static final int UUID_BYTES = 16;

    /** As long as a withdrawn issuer of tokens is still trusted. */
    private static final Duration TRUST_SPAN = Duration.ofSeconds(30);

    @Inject
    Tenants tenants;

    @Inject
    Vault vault;

    /** Tenants that do not exist are remembered too, so that a forger does not keep the database busy with one. */
    private final ShortMemory<UUID, Optional<Tenant>> known = new ShortMemory<>(Clock.systemUTC(), TRUST_SPAN);

    /** A new word each time; all of the same version are good. */
    String write(Addressee addressee) {
        String sealed = vault.seal(addressee.tenant(), CONTEXT, addressee.connection() + " " + addressee.version());
        Matcher form = SEALED.matcher(sealed);
        if (!form.matches()) {
            throw new IllegalStateException("not a sealed text");
        }
        UUID id = addressee.tenant().id();
        byte[] bytes = ByteBuffer.allocate(UUID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return encoded(bytes) + "." + form.group(1) + "." + form.group(2);
    }

    /** Empty for a word that we did not write, and while the tenant is not at work. Does not look at the connection. */
    Optional<Addressee> read(String word) {
        Matcher form = WORD.matcher(word);
        if (!form.matches() || !isCanonical(form.group(1)) || !isCanonical(form.group(3))) {
            return Optional.empty();
        }
        ByteBuffer id = ByteBuffer.wrap(Base64.getUrlDecoder().decode(form.group(1)));
        return known.get(new UUID(id.getLong(), id.getLong()), tenants::byId)
                .filter(tenant -> tenant.state() == TenantState.ACTIVE && !tenant.isHeldBack())
                .flatMap(tenant -> opened(tenant, "v2:" + form.group(2) + ":" + form.group(3)));
    }

    private Optional<Addressee> opened(Tenant tenant, String sealed) {
        String content;
        try {
            content = vault.open(tenant, CONTEXT, sealed);
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof SQLException) {
                throw e;
            }
            return Optional.empty();
        }
        Matcher form = CONTENT.matcher(content);
        return form.matches()
                ? Optional.of(new Addressee(tenant, UUID.fromString(form.group(1)), Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    /** The last character of Base64 has unused bits: two texts must not be the same word. */
    private static boolean isCanonical(String text) {
        try {
            return encoded(Base64.getUrlDecoder().decode(text)).equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
