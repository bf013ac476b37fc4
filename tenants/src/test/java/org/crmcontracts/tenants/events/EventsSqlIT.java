package org.crmcontracts.tenants.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.isolation.CurrentTenant;
import org.crmcontracts.tenants.isolation.TenantBinding;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.jobs.JobQueue;
import org.crmcontracts.tenants.jobs.NewJob;
import org.crmcontracts.tenants.provisioning.IssuerSpec;
import org.crmcontracts.tenants.provisioning.NewTenant;
import org.crmcontracts.tenants.provisioning.Provisioning;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsSqlIT {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    private static DataSource app;
    private static Tenant tenant;

    private Worker one;
    private Worker two;

    /** What one worker's transaction sees. */
    private record Worker(
            Connection connection,
            TenantSql sql,
            Outbox outbox,
            WebhookEndpoints endpoints,
            WebhookDeliveries deliveries,
            WebhookReplays replays) {
        static Worker begin() throws SQLException {
            Connection connection = app.getConnection();
            connection.setAutoCommit(false);
            TenantBinding.bind(connection, tenant);
            TenantSql sql = TenantSql.over(connection);
            Outbox outbox = new Outbox();
            outbox.sql = sql;
            outbox.ids = new Ids();
            outbox.clock = Clock.fixed(NOW, ZoneOffset.UTC);
            WebhookReplays replays = new WebhookReplays();
            replays.sql = sql;
            return new Worker(
                    connection, sql, outbox, new WebhookEndpoints(sql), new WebhookDeliveries(sql, new Ids()), replays);
        }

        UUID event(EventType type) {
            UUID id = outbox.addSilently(type, "x/1", Map.of("endpointId", 1));
            sql.update("update event_outbox set relayed_at = null where id = ?", id);
            return id;
        }

        UUID endpoint(String... types) {
            UUID id = new Ids().next();
            endpoints.add(WebhookEndpoint.registered(
                    id, "https://hook.example", "", new EventPatterns(List.of(types)), "sealed", NOW));
            return id;
        }

        void commit() throws SQLException {
            connection.commit();
            TenantBinding.bind(connection, tenant);
        }
    }

    @BeforeAll
    static void provision() {
        EmbeddedDatabase.start();
        EmbeddedDatabase.createDatabase("events");
        app = EmbeddedDatabase.as("events", "events_app", "a");
        Provisioning provisioning = new Provisioning(EmbeddedDatabase.admin("events"), "events_app");
        provisioning.ensureAppRole("a");
        provisioning.migratePlatform();
        tenant = provisioning.provision(new NewTenant(
                "telling",
                "Telling",
                Locale.ENGLISH,
                ZoneId.of("UTC"),
                "EUR",
                new IssuerSpec("https://i.example", "a", "{\"keys\":[]}", List.of())));
    }

    @BeforeEach
    void begin() throws SQLException {
        CurrentTenant.bind(tenant);
        one = Worker.begin();
        two = Worker.begin();
        one.sql().update("delete from event_outbox");
        one.sql().update("delete from webhook_endpoint");
        one.commit();
    }

    @AfterEach
    void end() throws SQLException {
        one.connection().rollback();
        two.connection().rollback();
        one.connection().close();
        two.connection().close();
    }

    @Test
    void anEventStandsIfItsTransactionDoesAndReadsBackAsItWas() throws SQLException {
        one.event(WebhookEvents.PING);
        one.connection().rollback();
        assertThat(two.outbox().waiting(10)).isEmpty();
        TenantBinding.bind(one.connection(), tenant);
        UUID id = one.event(WebhookEvents.PING);
        one.commit();
        assertThat(two.outbox().find(id))
                .contains(CloudEvent.of(id, "telling", "webhook.ping", "x/1", NOW, Map.of("endpointId", 1)));
    }

    @Test
    void anEventWaitsAndARelayIsAskedForOnlyWhereAnEndpointIsActive() throws SQLException {
        List<NewJob> asked = new ArrayList<>();
        one.outbox().jobs = new JobQueue() {
            @Override
            public void add(NewJob job) {
                asked.add(job);
            }
        };
        UUID unheard = one.outbox().add(WebhookEvents.PING, "x/1", Map.of("endpointId", 1));
        assertThat(one.outbox().find(unheard)).isPresent();
        assertThat(one.outbox().waiting(10)).isEmpty();
        assertThat(asked).isEmpty();
        UUID endpoint = one.endpoint("*");
        UUID heard = one.outbox().add(WebhookEvents.PING, "x/1", Map.of("endpointId", 1));
        assertThat(one.outbox().waiting(10)).extracting(Outbox.Waiting::id).containsExactly(heard);
        assertThat(asked).containsExactly(Relaying.job());
        one.outbox().addSilently(WebhookEvents.PING, "x/1", Map.of("endpointId", 1));
        one.sql().update("update webhook_endpoint set state = 'PAUSED' where id = ?", endpoint);
        one.outbox().add(WebhookEvents.PING, "x/1", Map.of("endpointId", 1));
        assertThat(one.outbox().waiting(10)).extracting(Outbox.Waiting::id).containsExactly(heard);
        assertThat(asked).hasSize(1);
    }

    @Test
    void twoRelaysNeverHaveTheSameEvent() throws SQLException {
        for (int i = 0; i < 4; i++) {
            one.event(WebhookEvents.PING);
        }
        one.commit();
        List<Outbox.Waiting> mine = one.outbox().waiting(2);
        List<Outbox.Waiting> theirs = two.outbox().waiting(10);
        assertThat(mine).hasSize(2).doesNotContainAnyElementsOf(theirs);
        assertThat(theirs).hasSize(2);
        one.outbox().relayed(mine);
        one.commit();
        two.connection().rollback();
        TenantBinding.bind(two.connection(), tenant);
        assertThat(two.outbox().waiting(10)).isEqualTo(theirs);
    }

    @Test
    void anAttemptIsOneWorkersAndTheEarliestEventComesFirst() throws SQLException {
        UUID endpoint = one.endpoint("*");
        UUID first = one.event(WebhookEvents.PING);
        UUID second = one.event(WebhookEvents.PING);
        List<WebhookDeliveries.Wanted> wanted =
                List.of(new WebhookDeliveries.Wanted(endpoint, second), new WebhookDeliveries.Wanted(endpoint, first));
        one.deliveries().add(wanted, NOW);
        one.deliveries().add(wanted, NOW);
        one.commit();

        WebhookDelivery claimed = one.deliveries().claim(endpoint, NOW).orElseThrow();
        assertThat(claimed.eventId()).isEqualTo(first);
        assertThat(claimed.attempts()).isEqualTo(1);
        assertThat(two.deliveries().claim(endpoint, NOW))
                .map(WebhookDelivery::eventId)
                .contains(second);
        one.commit();
        two.commit();
        assertThat(one.deliveries().claim(endpoint, NOW)).isEmpty();
        assertThat(one.deliveries().nextAt(endpoint)).contains(NOW.plus(WebhookDeliveries.CLAIM));

        // The first worker dies; the claim passes and another has the attempt, whose outcome alone counts.
        Instant later = NOW.plus(WebhookDeliveries.CLAIM);
        WebhookDelivery again = two.deliveries().claim(endpoint, later).orElseThrow();
        assertThat(again.eventId()).isEqualTo(first);
        assertThat(again.attempts()).isEqualTo(2);
        Attempt delivered = new Attempt(204, null, 7, "", null);
        Attempt failed = new Attempt(null, "TIMED_OUT", 10_000, null, null);
        two.deliveries().settle(claimed, failed, new Verdict(WebhookDelivery.State.FAILED, null));
        assertThat(two.deliveries().get(claimed.id()).state()).isEqualTo(WebhookDelivery.State.WAITING);
        two.deliveries().settle(again, delivered, new Verdict(WebhookDelivery.State.DELIVERED, null));
        WebhookDelivery settled = two.deliveries().get(claimed.id());
        assertThat(settled.state()).isEqualTo(WebhookDelivery.State.DELIVERED);
        assertThat(settled.last()).isEqualTo(delivered);
    }

    @Test
    void nothingIsTriedForAnEndpointThatIsNotActiveAndWhatWaitsIsSkippedOrKept() {
        UUID endpoint = one.endpoint("*");
        UUID event = one.event(WebhookEvents.PING);
        one.deliveries().add(List.of(new WebhookDeliveries.Wanted(endpoint, event)), NOW);
        one.endpoints().save(one.endpoints().get(endpoint).paused());
        assertThat(one.deliveries().claim(endpoint, NOW)).isEmpty();
        assertThat(one.deliveries().nextAt(endpoint)).isEmpty();
        assertThat(one.endpoints().active()).isEmpty();
        one.endpoints().save(one.endpoints().get(endpoint).resumed());
        assertThat(one.deliveries().nextAt(endpoint)).contains(NOW);
        one.deliveries().skip(endpoint);
        assertThat(one.deliveries().claim(endpoint, NOW)).isEmpty();
        one.deliveries().addAgain(List.of(new WebhookDeliveries.Wanted(endpoint, event)), NOW);
        assertThat(one.deliveries().claim(endpoint, NOW)).isPresent();
    }

    @Test
    void anEndpointReadsBackAsItWas() {
        UUID id = one.endpoint("contract.*", "webhook.switched-off");
        WebhookEndpoint endpoint = one.endpoints()
                .get(id)
                .rotated("sealed-2", NOW.plusSeconds(5))
                .described("https://other.example", "a", new EventPatterns(List.of("*")));
        one.endpoints().save(endpoint);
        assertThat(one.endpoints().lock(id)).contains(endpoint);
        WebhookEndpoint off = endpoint.after(
                new Attempt(410, null, 1, "", null), new WebhookEndpoint.Patience(9, java.time.Duration.ZERO), NOW);
        one.endpoints().save(off);
        assertThat(one.endpoints().all()).containsExactly(off);
        one.endpoints().remove(id);
        assertThat(one.endpoints().find(id)).isEqualTo(Optional.empty());
    }

    @Test
    void endpointsAreBounded() {
        for (int i = 0; i < WebhookEndpoints.MOST; i++) {
            one.endpoint("*");
        }
        assertThatThrownBy(() -> one.endpoint("*")).hasMessageStartingWith("WEBHOOK_ENDPOINTS_TOO_MANY");
    }

    @Test
    void aReplayFindsWhatThePatternsMeanAndGoesOnWhereItWas() {
        List<String> names = List.of("contract.signed", "contract.signing.opened", "contracts.signed", "sync.done");
        List<UUID> ids = new ArrayList<>();
        for (String name : names) {
            ids.add(one.event(new EventType(name, EventsSqlIT.class, "x", Map.of())));
        }
        one.event(WebhookEvents.PING);
        UUID endpoint = one.endpoint("*");
        for (String pattern : List.of("*", "contract.*", "contract.signed", "contract.signing.*", "nothing.*")) {
            WebhookReplay replay = new WebhookReplay(
                    new Ids().next(),
                    endpoint,
                    NOW,
                    NOW.plusSeconds(1),
                    new EventPatterns(List.of("nothing.at-all", pattern)),
                    WebhookReplay.State.RUNNING,
                    0,
                    0,
                    null,
                    NOW);
            List<UUID> expected = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                if (EventPatterns.matches(pattern, names.get(i))) {
                    expected.add(ids.get(i));
                }
            }
            one.replays().add(replay.ofEvents(one.replays().count(replay)));
            assertThat(one.replays().find(replay.id()).orElseThrow().total())
                    .as(pattern)
                    .isEqualTo(expected.size());
            List<UUID> found = new ArrayList<>();
            for (int page = 0; page < 10; page++) {
                WebhookReplay now = one.replays().find(replay.id()).orElseThrow();
                List<UUID> next = one.replays().next(now, 1);
                found.addAll(next);
                one.replays()
                        .moved(
                                replay.id(),
                                next.size(),
                                next.isEmpty() ? null : next.get(0),
                                WebhookReplay.State.RUNNING);
            }
            assertThat(found).as(pattern).isEqualTo(expected);
            assertThat(one.replays().find(replay.id()).orElseThrow().queued()).isEqualTo(expected.size());
        }
    }

    @Test
    void oldEventsGoWithTheirDeliveriesAndTheListPages() {
        UUID endpoint = one.endpoint("*");
        List<WebhookDeliveries.Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            wanted.add(new WebhookDeliveries.Wanted(endpoint, one.event(WebhookEvents.PING)));
        }
        one.deliveries().add(wanted, NOW);
        List<UUID> listed = new ArrayList<>();
        String cursor = null;
        do {
            Page<WebhookDelivery> page = one.deliveries().page(endpoint, WebhookDelivery.State.WAITING, 2, cursor);
            page.items().forEach(delivery -> listed.add(delivery.eventId()));
            cursor = page.next();
        } while (cursor != null);
        List<UUID> newestFirst = new ArrayList<>();
        wanted.forEach(one -> newestFirst.add(0, one.event()));
        assertThat(listed).isEqualTo(newestFirst);
        assertThat(one.outbox().sweep(NOW, 10)).isZero();
        assertThat(one.outbox().sweep(NOW.plusSeconds(1), 3)).isEqualTo(3);
        assertThat(one.outbox().sweep(NOW.plusSeconds(1), 3)).isEqualTo(2);
        assertThat(one.deliveries().page(endpoint, null, 10, null).items()).isEmpty();
    }
}
