package org.crmcontracts.contracts.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.isolation.CurrentTenant;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.isolation.NewTransaction;
import org.crmcontracts.tenants.registry.NamedPools;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.Tenants;

/** Runs inside the server for {@link IsolationServerIT}; every row it writes carries its tenant's key as a canary. */
@ApplicationScoped
public class IsolationProbe {
    @PersistenceContext(unitName = "contracts")
    private EntityManager em;

    @Inject
    private InTenant inTenant;

    @Inject
    private Tenants tenants;

    @Inject
    private NewTransaction inner;

    /** The error a transaction is made to end with. */
    public static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    public List<Tenant> tenants() {
        try (InputStream keys = IsolationProbe.class.getResourceAsStream("/isolation-tenants.txt")) {
            return new String(keys.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(key -> tenants.byKey(key).orElseThrow())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int writeAndCountForeign(Tenant tenant, boolean fail) {
        return inTenant.call(tenant, () -> {
            em.createNativeQuery(
                            "insert into customer (id, version, name, created_at, updated_at) values (?1, 1, ?2, now(), now())")
                    .setParameter(1, UUID.randomUUID())
                    .setParameter(2, tenant.key())
                    .executeUpdate();
            int foreign =
                    count("select count(*) from (select name from customer limit 200) c where name <> ?1", tenant);
            if (fail) {
                throw new Thrown();
            }
            return foreign;
        });
    }

    public int foreignRows(Tenant tenant) {
        return inTenant.call(tenant, () -> count("select count(*) from customer where name <> ?1", tenant));
    }

    public int ownRows(Tenant tenant) {
        return inTenant.call(tenant, () -> count("select count(*) from customer where name = ?1", tenant));
    }

    @Transactional
    public int readUnbound() {
        return ((Number) em.createNativeQuery("select count(*) from customer").getSingleResult()).intValue();
    }

    public int readSchema(Tenant tenant, String schema) {
        return inTenant.call(
                tenant, () -> ((Number) em.createNativeQuery("select count(*) from " + schema + ".customer")
                                .getSingleResult())
                        .intValue());
    }

    /** Binds the first tenant, then asks the same transaction to serve the second. */
    public int switchWithin(Tenant first, Tenant second) {
        return inTenant.call(first, () -> {
            ownCount();
            CurrentTenant.bind(second);
            return ownCount();
        });
    }

    /** Whether a transaction inside another one has a connection of its own and leaves that of the outer one alone. */
    @Transactional
    public boolean nests(String pool) throws Exception {
        try (Connection outer = NamedPools.transactional(pool).getConnection()) {
            String before = transaction(outer);
            String inside = inner.call(() -> {
                try (Connection connection = NamedPools.transactional(pool).getConnection()) {
                    return transaction(connection);
                }
            });
            return !inside.equals(before) && transaction(outer).equals(before);
        }
    }

    private static String transaction(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid() || ' ' || txid_current()")) {
            row.next();
            return row.getString(1);
        }
    }

    private int ownCount() {
        return ((Number) em.createNativeQuery("select count(*) from customer").getSingleResult()).intValue();
    }

    private int count(String sql, Tenant tenant) {
        return ((Number) em.createNativeQuery(sql).setParameter(1, tenant.key()).getSingleResult()).intValue();
    }
}
