package org.crmcontracts.tenants.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import javax.sql.DataSource;
import org.crmcontracts.tenants.identity.IssuerKeys;
import org.crmcontracts.tenants.outbound.GuardedHttp;
import org.crmcontracts.tenants.registry.KeySource;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.Tenants;
import org.crmcontracts.tenants.registry.TrustedIssuer;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.crmcontracts.tenants.testing.KeyServer;
import org.crmcontracts.tenants.testing.Tokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keys by address, from a real HTTP server into a real registry. */
class KeyRenewingSqlIT {
    private static final String DATABASE = "renewal";
    private static final String APP = "renewal_app";
    private static DataSource admin;
    private static int next;

    @BeforeAll
    static void provision() {
        EmbeddedDatabase.start();
        EmbeddedDatabase.createDatabase(DATABASE);
        admin = EmbeddedDatabase.admin(DATABASE);
        Provisioning provisioning = new Provisioning(admin, APP);
        provisioning.ensureAppRole("a");
        provisioning.migratePlatform();
    }

    /** One server process. */
    private static final class Node extends KeyRenewing {
        Node() {
            AdminDatabase database = new AdminDatabase();
            database.url = EmbeddedDatabase.jdbcUrl(DATABASE);
            database.user = EmbeddedDatabase.superuser();
            database.password = "";
            database.appRole = APP;
            this.database = database;
            this.http = GuardedHttp.allowing("localhost");
            this.tenants = Tenants.over(admin);
        }

        @Override
        Executor executor() {
            return ForkJoinPool.commonPool();
        }
    }

    private static TrustedIssuer issuer(KeyServer server, Tokens keys) {
        String name = "renewal-" + ++next;
        Tenant tenant = new Provisioning(admin, APP)
                .provision(new NewTenant(
                        name,
                        name,
                        Locale.ENGLISH,
                        ZoneId.of("UTC"),
                        "EUR",
                        new IssuerSpec("https://" + name + ".example", "a", keys.jwksJson(), List.of())));
        sql("update platform.trusted_issuer set jwks_url = '" + server.url()
                + "', jwks_fetched_at = now() - interval '2 days', jwks_fresh_until = now() where tenant_id = '"
                + tenant.id() + "'");
        return Tenants.over(admin).issuer("https://" + name + ".example").orElseThrow();
    }

    private static void sql(String sql) {
        new Provisioning(admin, APP).work(connection -> AdminSql.update(connection, sql));
    }

    private static Optional<String> column(TrustedIssuer issuer, String column) {
        return new Provisioning(admin, APP)
                .work(connection -> AdminSql.first(
                        connection,
                        "select coalesce(" + column + "::text, '') from platform.trusted_issuer where issuer = ?",
                        issuer.issuer()))
                .filter(text -> !text.isEmpty());
    }

    private static void passAMinute(TrustedIssuer issuer) {
        sql("update platform.trusted_issuer set jwks_tried_at = now() - interval '61 seconds' where issuer = '"
                + issuer.issuer() + "'");
    }

    @Test
    void newKeysReplaceOldOnes() throws Exception {
        Tokens old = new Tokens();
        Tokens fresh = new Tokens();
        try (KeyServer server = new KeyServer(fresh.jwksJson())) {
            server.answers(200, fresh.jwksJson(), "public, max-age=7200");
            TrustedIssuer issuer = issuer(server, old);
            Node node = new Node();
            assertThat(node.tenants.issuer(issuer.issuer()).orElseThrow().jwksJson())
                    .isEqualTo(old.jwksJson());
            assertThat(node.begin(issuer).get()).isTrue();
            // The node itself sees them at once, although it remembers issuers for 30 s.
            TrustedIssuer renewed = node.tenants.issuer(issuer.issuer()).orElseThrow();
            assertThat(renewed.jwksJson())
                    .isEqualTo(IssuerKeys.of(fresh.jwksJson()).jwksJson());
            assertThat(Duration.between(
                            renewed.keySource().fetchedAt(), renewed.keySource().freshUntil()))
                    .isEqualTo(Duration.ofHours(2));
            assertThat(column(issuer, "jwks_problem")).isEmpty();
        }
    }

    @Test
    void theLastGoodKeysOutliveAFailingOrLyingAddress() throws Exception {
        Tokens keys = new Tokens();
        KeyServer server = new KeyServer("");
        TrustedIssuer issuer = issuer(server, keys);
        String fetched = column(issuer, "jwks_fetched_at").orElseThrow();
        String[][] lies = {
            {"503", "busy", "KEYS_STATUS"},
            {"302", keys.jwksJson(), "KEYS_STATUS"},
            {"200", "<html>sign in</html>", "KEYS_MALFORMED"},
            {"200", "null", "KEYS_MALFORMED"},
            {"200", "{\"keys\":[]}", "KEYS_NONE"},
            {"200", "{\"keys\":[" + keys.rsa().toJSONString() + "]}", "KEYS_PRIVATE"},
            {"200", " ".repeat(200_000), "TOO_LARGE"},
        };
        for (String[] lie : lies) {
            server.answers(Integer.parseInt(lie[0]), lie[1], "max-age=86400");
            passAMinute(issuer);
            assertThat(new Node().begin(issuer).get()).isTrue();
            assertThat(column(issuer, "jwks_problem")).as(lie[2]).contains(lie[2]);
            assertThat(column(issuer, "jwks")).contains(keys.jwksJson());
            assertThat(column(issuer, "jwks_fetched_at")).contains(fetched);
        }
        server.close();
        passAMinute(issuer);
        new Node().begin(issuer).get();
        assertThat(column(issuer, "jwks_problem")).contains("UNREACHABLE");
        assertThat(column(issuer, "jwks")).contains(keys.jwksJson());
    }

    @Test
    void aFloodOfUnknownKeysAsksOnceAMinuteOverAllNodes() throws Exception {
        Tokens keys = new Tokens();
        try (KeyServer server = new KeyServer(keys.jwksJson())) {
            TrustedIssuer issuer = issuer(server, keys);
            Node one = new Node();
            Node two = new Node();
            List<CompletableFuture<Boolean>> runs = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                runs.add(one.begin(issuer));
                runs.add(two.begin(issuer));
            }
            for (CompletableFuture<Boolean> run : runs) {
                run.get();
            }
            assertThat(server.requests()).isEqualTo(1);
            assertThat(one.begin(issuer).get()).isFalse();
            assertThat(new Node().begin(issuer).get()).isTrue();
            assertThat(server.requests()).isEqualTo(1);
            passAMinute(issuer);
            new Node().begin(issuer).get();
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    @Test
    void anAddressThatTheGuardRefusesIsNotAsked() throws Exception {
        Tokens keys = new Tokens();
        try (KeyServer server = new KeyServer(keys.jwksJson())) {
            TrustedIssuer issuer = issuer(server, keys);
            Node node = new Node();
            node.http = GuardedHttp.allowing();
            node.begin(issuer).get();
            assertThat(server.requests()).isZero();
            assertThat(column(issuer, "jwks_problem")).contains("ADDRESS_REFUSED");
        }
    }

    @Test
    void maxAgeIsBounded() {
        assertThat(FetchedKeys.fresh("")).isEqualTo(Duration.ofHours(1));
        assertThat(FetchedKeys.fresh("max-age=1")).isEqualTo(Duration.ofMinutes(5));
        assertThat(FetchedKeys.fresh("public, max-age=600, must-revalidate")).isEqualTo(Duration.ofMinutes(10));
        assertThat(FetchedKeys.fresh("max-age=999999999")).isEqualTo(Duration.ofHours(24));
        assertThat(FetchedKeys.fresh("s-maxage=600")).isEqualTo(Duration.ofHours(1));
        assertThat(FetchedKeys.fresh("max-age=99999999999999")).isEqualTo(Duration.ofHours(1));
        assertThat(FetchedKeys.fresh("no-store")).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void keysAreDueAtTheirTimeAndTooOldAfterTheBound() {
        Instant now = Instant.parse("2026-06-01T08:00:00Z");
        KeySource source = new KeySource("https://k.example/", now, now.plusSeconds(300));
        assertThat(source.isDue(now.plusSeconds(299))).isFalse();
        assertThat(source.isDue(now.plusSeconds(300))).isTrue();
        Duration week = Duration.ofDays(7);
        assertThat(source.isOlderThan(week, now.plus(week))).isFalse();
        assertThat(source.isOlderThan(week, now.plus(week).plusSeconds(1))).isTrue();
    }
}
