package org.crmcontracts.tenants.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.isolation.TenantBinding;
import org.crmcontracts.tenants.provisioning.IssuerSpec;
import org.crmcontracts.tenants.provisioning.NewTenant;
import org.crmcontracts.tenants.provisioning.Provisioning;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class JobQueueSqlIT {
    private static final int MANY = 1_000;

    private static DataSource admin;
    private static DataSource app;
    private static Tenant red;
    private static Tenant blue;

    private JobTable first;
    private JobTable second;

    @BeforeAll
    static void provision() {
        EmbeddedDatabase.start();
        EmbeddedDatabase.createDatabase("jobs");
        admin = EmbeddedDatabase.admin("jobs");
        app = EmbeddedDatabase.as("jobs", "jobs_app", "a");
        Provisioning provisioning = new Provisioning(admin, "jobs_app");
        provisioning.ensureAppRole("a");
        provisioning.migratePlatform();
        red = provision(provisioning, "jobs-red");
        blue = provision(provisioning, "jobs-blue");
    }

    private static Tenant provision(Provisioning provisioning, String key) {
        return provisioning.provision(new NewTenant(
                key,
                key,
                Locale.ENGLISH,
                ZoneId.of("UTC"),
                "EUR",
                new IssuerSpec("https://" + key + ".example", "a", "{\"keys\":[]}", List.of())));
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("truncate platform.job");
        first = new JobTable(kept(), "first");
        second = new JobTable(kept(), "second");
    }

    /** Always the same connection, as a pool of one would give. */
    private static DataSource kept() throws SQLException {
        Connection connection = app.getConnection();
        InvocationHandler open = (proxy, method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(connection, arguments);
        Connection lent = (Connection)
                Proxy.newProxyInstance(JobQueueSqlIT.class.getClassLoader(), new Class<?>[] {Connection.class}, open);
        return new PGSimpleDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() {
                return lent;
            }
        };
    }

    @Test
    void twoNodesDoEachJobOnce() throws Exception {
        seed("t_%s", 50, 40);
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        Callable<List<UUID>> work = () -> drain(first);
        Future<List<UUID>> other = nodes.submit(() -> drain(second));
        List<UUID> mine = nodes.submit(work).get();
        List<UUID> theirs = other.get();
        nodes.shutdown();
        List<UUID> all = new ArrayList<>(mine);
        all.addAll(theirs);
        assertThat(all).hasSize(2_000).doesNotHaveDuplicates();
        assertThat(mine).isNotEmpty();
        assertThat(theirs).isNotEmpty();
        assertThat(count("select count(*) from platform.job")).isZero();
    }

    private static List<UUID> drain(JobTable table) {
        List<UUID> done = new ArrayList<>();
        for (int before = -1; done.size() > before; ) {
            before = done.size();
            for (Job job : table.claim(20, MANY, Set.of())) {
                assertThat(JobSql.done(table::update, job, null)).isTrue();
                done.add(job.id());
            }
        }
        return done;
    }

    @Test
    void aTenantWithThousandsOfJobsDelaysNobody() throws Exception {
        seed("t_a%s", 1, 5_000);
        for (Job job : first.claim(4, MANY, Set.of())) {
            JobSql.done(first::update, job, null);
        }
        // Others come later and have one job each; four threads serve all of them within their share of five turns.
        seed("t_b%s", 19, 1);
        Set<String> served = new HashSet<>();
        for (int claims = 0; claims < 5; claims++) {
            for (Job job : first.claim(4, 2, Set.of())) {
                served.add(job.role());
                JobSql.done(first::update, job, null);
            }
        }
        assertThat(served).hasSize(20);
        assertThat(count("select count(*) from platform.job where tenant_role like 't\\_b%'"))
                .isZero();
    }

    @Test
    void noMoreThanItsShareOfATenantRunsOnAllNodes() throws Exception {
        seed("t_a%s", 1, 10);
        assertThat(first.claim(4, 2, Set.of())).hasSize(2);
        assertThat(second.claim(4, 2, Set.of())).isEmpty();
        seed("t_b%s", 1, 10);
        assertThat(second.claim(4, 3, Set.of("t_b1"))).extracting(Job::role).containsExactly("t_a1");
        assertThat(second.claim(4, 3, Set.of())).extracting(Job::role).containsOnly("t_b1");
    }

    @Test
    void aTenantSeesAndWritesItsOwnJobsOnly() throws Exception {
        add(red, NewJob.of("test.one", Map.of("id", "1")).withKey("k"));
        try (Connection connection = bound(blue);
                Statement statement = connection.createStatement()) {
            assertThat(rows(connection, "select count(*) from platform.job")).isZero();
            assertThat(statement.executeUpdate("update platform.job set kind = 'test.other'"))
                    .isZero();
            assertThat(statement.executeUpdate("delete from platform.job")).isZero();
            assertThatThrownBy(
                            () -> statement.execute("insert into platform.job (id, tenant_id, tenant_role, kind, state)"
                                    + " values (gen_random_uuid(), gen_random_uuid(), '" + red.roleName()
                                    + "', 'test.one', 'READY')"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
        // The same key of another tenant is another job.
        add(blue, NewJob.of("test.one", Map.of("id", "2")).withKey("k"));
        List<Job> jobs = first.claim(4, 2, Set.of());
        assertThat(jobs).hasSize(2);
        for (Job job : jobs) {
            assertThat(job.tenantId().equals(red.id())).isEqualTo(red.isRole(job.role()));
        }
    }

    @Test
    void aKeyIsKeptOnceAndMissesNothing() throws Exception {
        NewJob job = NewJob.of("test.keyed", Map.of()).withKey("k");
        add(red, job);
        add(red, job);
        assertThat(count("select count(*) from platform.job")).isEqualTo(1);
        Job running = first.claim(4, 2, Set.of()).get(0);
        add(red, job);
        assertThat(first.claim(4, 2, Set.of())).isEmpty();
        assertThat(JobSql.done(first::update, running, null)).isTrue();
        Job again = next(first);
        assertThat(again.id()).isEqualTo(running.id());
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(JobSql.done(first::update, again, null)).isTrue();
        assertThat(count("select count(*) from platform.job")).isZero();
    }

    @Test
    void addingAFailedKeyTriesItAnewAndAWaitingOneComesSooner() throws Exception {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        NewJob job = NewJob.of("test.keyed", Map.of()).withKey("k");
        add(red, job.at(tomorrow));
        first.ripen();
        assertThat(first.claim(4, 2, Set.of())).isEmpty();
        add(red, job);
        Job failed = next(first);
        JobSql.fail(first::update, failed, null, "SOME_CODE");
        assertThat(count("select count(*) from platform.job where state = 'FAILED' and failed_at is not null"))
                .isEqualTo(1);
        add(red, job);
        assertThat(count("select count(*) from platform.job where failed_at is null"))
                .isEqualTo(1);
        Job anew = next(first);
        assertThat(anew.attempt()).isEqualTo(1);
        // What waits for its next attempt is not hurried by being added again.
        JobSql.retry(first::update, anew, Duration.ofHours(1), "SOME_CODE");
        add(red, job);
        first.ripen();
        assertThat(first.claim(4, 2, Set.of())).isEmpty();
    }

    @Test
    void aRecurringJobIsArmedAgainAlsoWhenItFails() throws Exception {
        add(red, NewJob.of("test.recurring", Map.of()).withKey("k").every(Duration.ofMinutes(5)));
        Job job = next(first);
        assertThat(job.every()).isEqualTo(Duration.ofMinutes(5));
        JobSql.fail(first::update, job, job.every(), "SOME_CODE");
        assertThat(
                        count(
                                "select count(*) from platform.job where state = 'WAITING' and attempts = 0"
                                        + " and failed_at is not null and run_at between now() + interval '4 min' and now() + interval '6 min'"))
                .isEqualTo(1);
        execute("update platform.job set run_at = now()");
        JobSql.done(first::update, next(first), job.every());
        assertThat(count("select count(*) from platform.job where state = 'WAITING' and failed_at is null"
                        + " and problem is null and run_at > now() + interval '4 min'"))
                .isEqualTo(1);
    }

    @Test
    void whoeverLostTheLeaseChangesNothing() throws Exception {
        add(red, NewJob.of("test.one", Map.of()));
        Job lost = next(first);
        assertThat(second.takeBack()).isZero();
        execute("update platform.job set lease_until = now() - interval '1 second'");
        first.renew(Set.of(lost.id()));
        assertThat(second.takeBack()).isZero();
        execute("update platform.job set lease_until = now() - interval '1 second'");
        first.renew(Set.of());
        assertThat(second.takeBack()).isEqualTo(1);
        Job taken = next(second);
        assertThat(taken.id()).isEqualTo(lost.id());
        assertThat(taken.attempt()).isEqualTo(2);
        assertThat(taken.fence()).isGreaterThan(lost.fence());
        assertThat(JobSql.hold(first::update, lost)).isFalse();
        assertThat(JobSql.retry(first::update, lost, Duration.ZERO, "X")).isFalse();
        assertThat(JobSql.fail(first::update, lost, null, "X")).isFalse();
        assertThat(JobSql.putBack(first::update, lost, Duration.ZERO)).isFalse();
        assertThat(JobSql.done(first::update, lost, null)).isFalse();
        assertThat(JobSql.done(second::update, taken, null)).isTrue();
    }

    @Test
    void theEndOfAJobStandsAndFallsWithTheTenantsTransaction() throws Exception {
        add(red, NewJob.of("test.one", Map.of()));
        Job job = next(first);
        try (Connection connection = bound(red)) {
            assertThat(JobSql.done(update(connection), job, null)).isTrue();
            // While it is being settled, renewing does not wait for it.
            first.renew(Set.of(job.id()));
            connection.rollback();
        }
        assertThat(count("select count(*) from platform.job where state = 'RUNNING'"))
                .isEqualTo(1);
        try (Connection connection = bound(red)) {
            assertThat(JobSql.done(update(connection), job, null)).isTrue();
            connection.commit();
        }
        assertThat(count("select count(*) from platform.job")).isZero();
    }

    @Test
    void everyTenantGetsItsRoundOnce() throws Exception {
        Duration day = Duration.ofDays(1);
        assertThat(Rounds.arm(app, "home", app, "test.round", day)).isEqualTo(2);
        assertThat(Rounds.arm(app, "home", app, "test.round", day)).isZero();
        assertThat(Rounds.arm(app, "elsewhere", app, "test.elsewhere", day)).isZero();
        assertThat(count("select count(*) from platform.job j join platform.tenant t on t.id = j.tenant_id"
                        + " and t.role_name = j.tenant_role where j.repeat_seconds = 86400"
                        + " and j.run_at between now() and now() + interval '1 day'"))
                .isEqualTo(2);
        execute("update platform.tenant set state = 'SUSPENDED' where key = 'jobs-blue'");
        assertThat(Rounds.arm(app, "home", app, "test.other", day)).isEqualTo(1);
        execute("update platform.tenant set state = 'ACTIVE' where key = 'jobs-blue'");
    }

    private static Job next(JobTable table) {
        table.ripen();
        List<Job> claimed = table.claim(1, MANY, Set.of());
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    /** Ready jobs of tenants that exist by their role's name alone. */
    private static void seed(String role, int tenants, int each) throws SQLException {
        execute("insert into platform.job (id, tenant_id, tenant_role, kind, state)"
                + " select gen_random_uuid(), gen_random_uuid(), format('" + role + "', t), 'test.seeded', 'READY'"
                + " from generate_series(1, " + tenants + ") t, generate_series(1, " + each + ")");
    }

    private static void add(Tenant tenant, NewJob job) throws SQLException {
        try (Connection connection = bound(tenant)) {
            JobSql.add(update(connection), new Ids().next(), tenant.id(), job);
            connection.commit();
        }
    }

    private static JobSql.Update update(Connection connection) {
        return (sql, parameters) -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                return statement.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static Connection bound(Tenant tenant) throws SQLException {
        Connection connection = app.getConnection();
        connection.setAutoCommit(false);
        TenantBinding.bind(connection, tenant);
        return connection;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(String sql) throws SQLException {
        try (Connection connection = admin.getConnection()) {
            return rows(connection, sql);
        }
    }

    private static long rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
