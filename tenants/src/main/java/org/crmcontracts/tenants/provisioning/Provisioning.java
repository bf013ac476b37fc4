package org.crmcontracts.tenants.provisioning;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.crmcontracts.tenants.registry.Tenants;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

/**
 * Creates and migrates the platform and its tenants with an administrator's rights. Every step may
 * be repeated, so a provisioning that was killed is resumed by calling it again: the tenant is
 * PROVISIONING from its first step and ACTIVE after its last.
 */
public final class Provisioning {
    private static final String PLATFORM = "platform";
    private static final String NO_SCHEMA = "crm_contracts_no_schema";
    /** Nodes that start together must not alter the same role or schema at once; ends with the connection. */
    private static final String ALONE = "select pg_advisory_lock(hashtext('crm-contracts platform'))";

    private static final String ROLE_EXISTS = "select 1 from pg_roles where rolname = ?";

    private final DataSource admin;
    private final String appRole;
    private volatile MigrationInfo @Nullable [] scripts;

    /**
     * @param admin a role that may create roles and schemas; it owns every schema
     * @param appRole the server's login role: it may become any tenant's role and itself read next to nothing
     */
    public Provisioning(DataSource admin, String appRole) {
        this.admin = admin;
        this.appRole = appRole;
    }

    /** Creates the server's login role unless it exists; an existing one gets the password. */
    public void ensureAppRole(String password) {
        work(connection -> {
            AdminSql.execute(connection, ALONE);
            boolean known = AdminSql.exists(connection, "select 1 from pg_roles where rolname = ?", appRole);
            AdminSql.execute(
                    connection,
                    AdminSql.text(
                            connection,
                            known
                                    ? "select format('alter role %I password %L', ?, ?)"
                                    : "select format('create role %I login noinherit password %L', ?, ?)",
                            appRole,
                            password));
            AdminSql.execute(
                    connection, AdminSql.named(connection, "alter role %I set search_path to \"$user\"", appRole));
            return true;
        });
    }

    /** Creates or updates the tables that know the tenants. Fails if the server's role has too many rights. */
    public void migratePlatform() {
        work(connection -> {
            AdminSql.execute(connection, ALONE);
            checkAppRole(connection);
            AdminSql.execute(connection, "create schema if not exists " + PLATFORM);
            AdminSql.execute(connection, "revoke all on schema public from public");
            return true;
        });
        flyway(PLATFORM, "classpath:db/platform", Map.of("appRole", appRole)).migrate();
    }

    /** Creates the tenant, or finishes or renews one of the same key. Returns it ACTIVE. */
    public Tenant provision(NewTenant wanted) {
        return work(connection -> {
            try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_lock(hashtext(?))")) {
                lock.setString(1, "provision " + wanted.key());
                lock.execute();
            }
            try {
                return provision(connection, wanted);
            } finally {
                AdminSql.execute(connection, "select pg_advisory_unlock_all()");
            }
        });
    }

    private Tenant provision(Connection connection, NewTenant wanted) throws SQLException {
        boolean isNew = register(connection, wanted);
        Tenant tenant = Tenants.over(admin).byKey(wanted.key()).orElseThrow();
        if (tenant.state() != TenantState.PROVISIONING && tenant.state() != TenantState.ACTIVE) {
            throw new IllegalStateException("tenant " + tenant.key() + " is " + tenant.state());
        }
        trust(connection, tenant.id(), wanted.issuer());
        checkRole(connection, tenant, isNew);
        build(connection, tenant.schemaName());
        AdminSql.update(connection, "update platform.tenant set state = 'ACTIVE' where id = ?", tenant.id());
        return Tenants.over(admin).byKey(wanted.key()).orElseThrow();
    }

    /** Drops schema and role with all that is in them; in the running transaction, so that it can be taken back. */
    static void drop(Connection connection, String schema, String role) throws SQLException {
        AdminSql.execute(connection, AdminSql.named(connection, "drop schema if exists %I cascade", schema));
        AdminSql.execute(connection, AdminSql.named(connection, "drop role if exists %I", role));
    }

    /** Brings one schema up to date; what was applied before a failure stays, and is not applied again. */
    void migrate(String schema, String role) {
        tenantFlyway(schema, role).migrate();
    }

    private Flyway tenantFlyway(String schema, String role) {
        return flyway(schema, "classpath:db/tenant", Map.of("tenantRole", '"' + role + '"'));
    }

    /** The version of the scripts that this program brings: equal exactly when all scripts are. */
    String schemaVersion() {
        return Json.sha256Hex(Arrays.stream(scriptsOf(tenantFlyway(NO_SCHEMA, NO_SCHEMA)))
                .map(script -> script.getVersion() + " " + script.getChecksum())
                .collect(Collectors.joining("\n")));
    }

    /** In the order in which they are applied. Read once: the scripts are the program's own and do not change. */
    private MigrationInfo[] scriptsOf(Flyway flyway) {
        MigrationInfo[] known = scripts;
        if (known == null) {
            known = flyway.info().all();
            scripts = known;
        }
        return known;
    }

    private static boolean register(Connection connection, NewTenant wanted) throws SQLException {
        return AdminSql.update(
                        connection,
                        "insert into platform.tenant (id, key, name, schema_name, role_name, state, locale, zone,"
                                + " currency) values (?, ?, ?, ?, ?, 'PROVISIONING', ?, ?, ?) on conflict (key) do"
                                + " nothing",
                        new Ids().next(),
                        wanted.key(),
                        wanted.name(),
                        wanted.databaseName(),
                        wanted.databaseName(),
                        wanted.locale().toLanguageTag(),
                        wanted.zone().getId(),
                        wanted.currency())
                == 1;
    }

    /** An issuer speaks for one tenant for ever: a second tenant that names it is refused. */
    static void trust(Connection connection, UUID tenant, IssuerSpec issuer) throws SQLException {
        int written = AdminSql.update(
                connection,
                "insert into platform.trusted_issuer (issuer, tenant_id, audience, jwks, allowed_origins)"
                        + " values (?, ?, ?, ?, ?) on conflict (issuer) do update set audience = excluded.audience,"
                        + " jwks = excluded.jwks, allowed_origins = excluded.allowed_origins, state = 'TRUSTED',"
                        + " jwks_url = null, jwks_fetched_at = null, jwks_problem = null,"
                        + " version = trusted_issuer.version + 1"
                        + " where trusted_issuer.tenant_id = excluded.tenant_id",
                issuer.issuer(),
                tenant,
                issuer.audience(),
                issuer.jwksJson(),
                connection.createArrayOf("text", issuer.allowedOrigins().toArray()));
        if (written == 0) {
            throw new IssuerTaken(issuer.issuer());
        }
    }

    // Roles are common to all databases of a server: one that was there before the tenant may carry
    // the rights of somebody else.
    private static void checkRole(Connection connection, Tenant tenant, boolean isNew) throws SQLException {
        if (isNew && AdminSql.exists(connection, ROLE_EXISTS, tenant.roleName())) {
            AdminSql.update(connection, "delete from platform.trusted_issuer where tenant_id = ?", tenant.id());
            AdminSql.update(connection, "delete from platform.tenant where id = ?", tenant.id());
            throw new IllegalStateException("the role " + tenant.roleName() + " exists and is not this tenant's");
        }
    }

    /**
     * Makes the role and the schema of that name and fills the schema: all in one transaction if the schema is new, else
     * what is still missing. May be repeated.
     */
    void build(Connection connection, String name) throws SQLException {
        boolean isNew = !AdminSql.exists(connection, "select 1 from pg_namespace where nspname = ?", name);
        boolean commits = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            makeEmpty(connection, name);
            if (isNew) {
                Flyway scripts = tenantFlyway(name, name);
                FreshSchema.fill(connection, name, scripts.getConfiguration(), scriptsOf(scripts));
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(commits);
        }
        if (!isNew) {
            migrate(name, name);
        }
    }

    private void makeEmpty(Connection connection, String name) throws SQLException {
        String role = AdminSql.quoted(connection, name);
        if (!AdminSql.exists(connection, ROLE_EXISTS, name)) {
            AdminSql.execute(connection, "create role " + role + " nologin noinherit");
        }
        AdminSql.execute(connection, "grant " + role + " to " + AdminSql.quoted(connection, appRole));
        AdminSql.execute(connection, "create schema if not exists " + role);
        AdminSql.execute(connection, "revoke all on schema " + role + " from public");
        AdminSql.execute(connection, "grant usage on schema " + role + " to " + role);
    }

    /** Lets the server's login role become the role, or no longer: then no request reaches the role's schema. */
    void lend(Connection connection, String role, boolean lent) throws SQLException {
        AdminSql.execute(
                connection,
                AdminSql.text(
                        connection,
                        lent ? "select format('grant %I to %I', ?, ?)" : "select format('revoke %I from %I', ?, ?)",
                        role,
                        appRole));
    }

    private void checkAppRole(Connection connection) throws SQLException {
        if (!AdminSql.exists(
                connection,
                "select 1 from pg_roles where rolname = ? and rolcanlogin and not rolinherit"
                        + " and not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)",
                appRole)) {
            throw new IllegalStateException(
                    "the role " + appRole + " must exist with LOGIN NOINHERIT and without any other attribute");
        }
    }

    private Flyway flyway(String schema, String location, Map<String, String> placeholders) {
        return Flyway.configure(Provisioning.class.getClassLoader())
                .dataSource(admin)
                .defaultSchema(schema)
                .schemas(schema)
                .createSchemas(false)
                .locations(location)
                .placeholders(placeholders)
                // A module may bring an older script later than another module's newer one.
                .outOfOrder(true)
                .failOnMissingLocations(true)
                .load();
    }

    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    <T> T work(Work<T> work) {
        try (Connection connection = admin.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("provisioning failed: " + e.getMessage(), e);
        }
    }
}
