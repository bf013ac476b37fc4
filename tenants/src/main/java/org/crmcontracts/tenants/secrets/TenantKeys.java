package org.crmcontracts.tenants.secrets;

import com.google.crypto.tink.Aead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.crmcontracts.tenants.registry.Clusters;
import org.crmcontracts.tenants.registry.ShortMemory;

/**
 * Each tenant's own keysets, in versions of which the newest seals and all open; in the registry's database, sealed by
 * the {@link KeyEncryptionKey} for exactly this tenant and version. Erased with the tenant.
 */
@ApplicationScoped
public class TenantKeys {
    /** Short, so that an erased tenant's keys do not outlive it in memory. */
    private static final Duration MEMORY = Duration.ofSeconds(60);

    private final Supplier<DataSource> home;
    private final KeyEncryptionKey kek;
    private final ShortMemory<Key, Aead> opened = new ShortMemory<>(Clock.systemUTC(), MEMORY);

    private record Key(UUID tenant, int version) {}

    private record Stored(int version, String sealed) {}

    @Inject
    public TenantKeys(Clusters clusters, KeyEncryptionKey kek) {
        this(() -> clusters.unbound(Clusters.HOME), kek);
    }

    private TenantKeys(Supplier<DataSource> home, KeyEncryptionKey kek) {
        this.home = home;
        this.kek = kek;
    }

    /** For use without a container. */
    static TenantKeys over(DataSource home, KeyEncryptionKey kek) {
        return new TenantKeys(() -> home, kek);
    }

    /** For the container's proxies only. */
    protected TenantKeys() {
        this(new Clusters(), new KeyEncryptionKey());
    }

    /** The version that seals; a tenant without keys gets its first. */
    int newest(UUID tenant) {
        return on(connection -> {
            Optional<Stored> newest = newest(connection, tenant);
            if (newest.isEmpty()) {
                add(connection, tenant, 1);
                newest = newest(connection, tenant);
            }
            return newest.orElseThrow(() -> new IllegalStateException("the tenant is not registered"))
                    .version();
        });
    }

    Aead aead(UUID tenant, int version) {
        return opened.get(new Key(tenant, version), key -> Keysets.aead(keyset(key), "a tenant's key"));
    }

    private String keyset(Key key) {
        String sealed = on(connection -> find(connection, key))
                .orElseThrow(() -> new IllegalStateException("the key of a secret is gone"));
        return kek.open(sealed, bound(key.tenant(), key.version()));
    }

    /**
     * Seals all keysets of the tenant under the current key-encryption key and adds a version, in the caller's
     * transaction on the registry's database.
     *
     * @return the new version
     */
    public int renew(Connection connection, UUID tenant) throws SQLException {
        int newest = 0;
        for (Stored stored : all(connection, tenant)) {
            String bound = bound(tenant, stored.version());
            try (PreparedStatement update = connection.prepareStatement(
                    "update platform.tenant_key set keyset_sealed = ? where tenant_id = ? and version = ?")) {
                update.setString(1, kek.seal(kek.open(stored.sealed(), bound), bound));
                update.setObject(2, tenant);
                update.setInt(3, stored.version());
                update.executeUpdate();
            }
            newest = stored.version();
        }
        add(connection, tenant, newest + 1);
        return newest + 1;
    }

    // Two nodes may do so at once: the first one's key is taken.
    private void add(Connection connection, UUID tenant, int version) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into platform.tenant_key (tenant_id, version, keyset_sealed) values (?, ?, ?)"
                        + " on conflict do nothing")) {
            insert.setObject(1, tenant);
            insert.setInt(2, version);
            insert.setString(3, kek.seal(Keysets.fresh(), bound(tenant, version)));
            insert.executeUpdate();
        }
    }

    private static Optional<Stored> newest(Connection connection, UUID tenant) throws SQLException {
        List<Stored> all = all(connection, tenant);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private static List<Stored> all(Connection connection, UUID tenant) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select version, keyset_sealed from platform.tenant_key where tenant_id = ? order by version")) {
            select.setObject(1, tenant);
            try (ResultSet rows = select.executeQuery()) {
                List<Stored> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(new Stored(rows.getInt(1), rows.getString(2)));
                }
                return all;
            }
        }
    }

    private static Optional<String> find(Connection connection, Key key) throws SQLException {
        return all(connection, key.tenant()).stream()
                .filter(stored -> stored.version() == key.version())
                .map(Stored::sealed)
                .findFirst();
    }

    private static String bound(UUID tenant, int version) {
        return "tenant-key\n" + tenant + "\n" + version;
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T on(Work<T> work) {
        try (Connection connection = home.get().getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the tenant's keys could not be read", e);
        }
    }
}
