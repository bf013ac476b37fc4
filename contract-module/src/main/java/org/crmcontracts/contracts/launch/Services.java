package org.crmcontracts.contracts.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.crmcontracts.tenants.checkpoints.SigningKeys;

/** Everything that must run before the server: the database, its platform schema, the configuration, the demo. */
public final class Services {
    private Services() {}

    /**
     * Starts what the server needs and sets the configuration it reads as system properties.
     *
     * @return what to do once the server answers: fill the demo and print the address
     */
    public static Runnable start() throws Exception {
        Path data = Path.of(setting("CRM_DATA", "data")).toAbsolutePath();
        boolean embedded = setting("DB_URL", "").isEmpty();
        DatabaseAccess admin = embedded ? EmbeddedServer.start(data) : DatabaseAccess.fromSettings();
        DatabaseAccess app = PlatformPreparation.prepare(admin);
        // Before the login role's settings are set: until then they are what an administrator gave.
        ClusterPools.prepare(app);
        property("DB_URL", admin.url());
        property("DB_USER", admin.user());
        property("DB_PASSWORD", admin.password());
        property("db.app.url", app.url());
        property("db.app.user", app.user());
        property("db.app.password", app.password());
        property("http.port", setting("HTTP_PORT", "8080"));
        if (setting("secrets.keyset", setting("SECRETS_KEYSET", "")).isEmpty()) {
            property("secrets.keyset", KeysetFile.readOrCreate(data.resolve("secrets.keyset.json")));
        }
        if (setting("audit.signing-key", setting("AUDIT_SIGNING_KEY", "")).isEmpty()) {
            property(
                    "audit.signing-key",
                    KeyFile.readOrCreate(data.resolve("audit-signing-key.json"), SigningKeys::newKey));
        }
        String base = "http://localhost:" + System.getProperty("http.port");
        if (!Boolean.parseBoolean(setting("DEMO", String.valueOf(embedded)))) {
            return () -> System.out.println("\nCRM Contracts answers at " + base + "/ (no demo tenants)\n");
        }
        return demo(base, admin, app, data);
    }

    /** The demo is found by name because it is test code: a distribution without its jar still starts. */
    private static Runnable demo(String base, DatabaseAccess admin, DatabaseAccess app, Path data) throws Exception {
        Class<?> demo = Class.forName("org.crmcontracts.contracts.demo.Demo");
        Map<String, String> settings = Map.of(
                "base", base,
                "admin.url", admin.url(),
                "admin.user", admin.user(),
                "admin.password", admin.password(),
                "app.user", app.user(),
                "data", data.toString(),
                "host.port", setting("DEMO_HOST_PORT", "8090"),
                "zoho.port", setting("DEMO_ZOHO_PORT", "8091"));
        Runnable fill = (Runnable) demo.getMethod("start", Map.class).invoke(null, settings);
        return () -> {
            awaitReady(URI.create(base + "/health/ready"));
            fill.run();
        };
    }

    private static void awaitReady(URI ready) {
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        for (int attempt = 0; attempt < 240; attempt++) {
            try {
                HttpRequest ask = HttpRequest.newBuilder(ready)
                        .timeout(Duration.ofSeconds(5))
                        .build();
                if (http.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            pause();
        }
        throw new IllegalStateException("The server did not become ready at " + ready);
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A setting from a system property or the environment, in MicroProfile Config's order. */
    static String setting(String name, String otherwise) {
        String property = System.getProperty(name);
        if (property != null) {
            return property;
        }
        String environment = System.getenv(name);
        return environment != null ? environment : otherwise;
    }

    private static void property(String name, String value) {
        System.setProperty(name, value);
    }
}
