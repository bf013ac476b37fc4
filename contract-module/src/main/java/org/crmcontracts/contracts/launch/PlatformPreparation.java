package org.crmcontracts.contracts.launch;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.crmcontracts.tenants.provisioning.Provisioning;

/** Brings the platform schema up to date and makes the request pool's login role. */
public final class PlatformPreparation {
    private PlatformPreparation() {}

    /**
     * Creates or refreshes the login role of the request pool.
     *
     * <p>Its password is derived from the administrator's, so that several nodes agree on it without storing it;
     * {@code db.app.user} and {@code db.app.password} take precedence where a database administrator made the role.
     */
    public static DatabaseAccess prepare(DatabaseAccess admin) throws SQLException {
        String role = Services.setting("db.app.user", "crm_contracts_app");
        String given = Services.setting("db.app.password", "");
        String password = given.isEmpty() ? derivedPassword(admin.password(), role) : given;
        if (given.isEmpty()) {
            createLogin(admin, role, password);
        }
        Provisioning provisioning = new Provisioning(admin.dataSource(), role);
        provisioning.migratePlatform();
        return new DatabaseAccess(admin.url(), role, password);
    }

    private static void createLogin(DatabaseAccess admin, String role, String password) throws SQLException {
        if (!role.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("db.app.user must be a plain lower-case name, not: " + role);
        }
        try (Connection connection = admin.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("do $$ begin if not exists (select from pg_roles where rolname = '" + role + "') then "
                    + "create role " + role + " login noinherit; end if; end $$");
            statement.execute("alter role " + role + " with login noinherit password '" + password + "'");
            statement.execute("alter role " + role + " set search_path to ''");
        }
    }

    private static String derivedPassword(String adminPassword, String role) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(("crm-contracts:" + adminPassword).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(role.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
