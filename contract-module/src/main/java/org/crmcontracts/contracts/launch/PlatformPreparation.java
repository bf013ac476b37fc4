package org.crmcontracts.contracts.launch;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
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
    public static DatabaseAccess prepare(DatabaseAccess admin) {
        DatabaseAccess app = expected(admin);
        Provisioning provisioning = new Provisioning(admin.dataSource(), app.user());
        if (isRoleOurs()) {
            provisioning.ensureAppRole(app.password());
        }
        provisioning.migratePlatform();
        return app;
    }

    /** Whether the launcher, and no administrator, makes the login role. */
    static boolean isRoleOurs() {
        return Services.setting("db.app.password", "").isEmpty();
    }

    /** What {@link #prepare} would give, without a connection: for a server that is down just now. */
    static DatabaseAccess expected(DatabaseAccess admin) {
        String role = Services.setting("db.app.user", "crm_contracts_app");
        String given = Services.setting("db.app.password", "");
        return new DatabaseAccess(admin.url(), role, given.isEmpty() ? derivedPassword(admin.password(), role) : given);
    }

    private static String derivedPassword(String adminPassword, String role) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    ("crm-contracts:" + adminPassword).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(role.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
