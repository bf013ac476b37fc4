package org.crmcontracts.contracts.app;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crmcontracts.contracts.launch.ClusterPools;
import org.crmcontracts.contracts.launch.DatabaseAccess;
import org.crmcontracts.contracts.launch.KeysetFile;
import org.crmcontracts.contracts.launch.PlatformPreparation;
import org.crmcontracts.tenants.checkpoints.SigningKeys;
import org.crmcontracts.tenants.provisioning.Provisioning;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.crmcontracts.tenants.testing.Tokens;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.postgresql.Driver;

/** Starts PostgreSQL before Arquillian starts the server, and tells the server where it is. */
public final class TestPlatform implements LauncherSessionListener {
    static final String ISSUER = "https://platform.example";
    /** Where CRMs are told to send notices; a test sends them in their place. */
    static final String PUBLIC_URL = "https://contracts.example";
    /** Takes the mail that the server sends. */
    static final GreenMail MAIL = new GreenMail(ServerSetup.SMTP.dynamicPort());

    private static final Tokens OPERATORS = new Tokens();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("crm.war") == null) {
            return; // Unit tests need no database.
        }
        try {
            start();
        } catch (Exception e) {
            throw new IllegalStateException("The test platform did not start", e);
        }
    }

    /** A token of the platform's issuer. */
    static String operatorToken(String... groups) {
        return OPERATORS.mint(ISSUER, "crm-contracts-platform", "op", "Olga Operator", List.of(groups));
    }

    private static void start() throws Exception {
        EmbeddedDatabase.start();
        DatabaseAccess admin = admin();
        DatabaseAccess app = PlatformPreparation.prepare(admin);
        System.setProperty("db.app.pools", "2");
        ClusterPools.prepare(app);
        System.setProperty("DB_URL", admin.url());
        System.setProperty("DB_USER", admin.user());
        System.setProperty("db.app.url", app.url());
        System.setProperty("db.app.user", app.user());
        System.setProperty("db.app.password", app.password());
        System.setProperty("platform.issuer", ISSUER);
        System.setProperty("platform.jwks", OPERATORS.jwksJson());
        Path keyset = Files.createTempDirectory("crm-keyset").resolve("keyset.json");
        System.setProperty("audit.signing-key", SigningKeys.newKey());
        System.setProperty("connectors.public-url", PUBLIC_URL);
        MAIL.setUser("crm", "crm", "crm");
        MAIL.start();
        System.setProperty("mail.smtp.port", String.valueOf(MAIL.getSmtp().getPort()));
        // The adapter splits JVM options at blanks.
        System.setProperty("crm.driver", driver().toString());
        System.setProperty("secrets.keyset", KeysetFile.readOrCreate(keyset).replaceAll("\\s", ""));
    }

    private static Path driver() throws Exception {
        return Path.of(
                Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    static DatabaseAccess admin() {
        return new DatabaseAccess(EmbeddedDatabase.jdbcUrl(), EmbeddedDatabase.superuser(), "");
    }

    static Provisioning provisioning() {
        return new Provisioning(admin().dataSource(), System.getProperty("db.app.user"));
    }
}
