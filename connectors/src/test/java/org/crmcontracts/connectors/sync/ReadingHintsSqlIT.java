package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes of CRMs' hints, on a real database. */
class ReadingHintsSqlIT extends OneSide {
    @BeforeEach
    void begin() {
        world.fill(side, 10, 5);
        world.quiet(side, 1);
        world.clock.advance(Duration.ofMinutes(1));
        side.crm().forgetCalls();
    }

    private String account(int index) {
        return side.crm().all(RemoteKind.ACCOUNT).get(index).id;
    }

    private boolean hint(RemoteKind kind, String... ids) {
        return node.inTenant.call(side.tenant(), () -> node.hints.add(side.connection(), Map.of(kind, Set.of(ids))));
    }

    private Optional<SyncRun> read() {
        return node.readingHints.read(side.tenant(), side.connection());
    }

    private long waiting() {
        return world.count(side, "select count(*) from sync_hint");
    }

    private String website(String externalId) {
        UUID local = world.local(side, RemoteKind.ACCOUNT, externalId);
        return world.ours(side, RemoteKind.ACCOUNT, local).get("website");
    }

    @Test
    void whatIsToldFiveTimesIsReadOnceAndAppliedOnceF22() {
        String id = account(3);
        side.crm().change(RemoteKind.ACCOUNT, id, "Site", "https://new.example");
        for (int i = 0; i < 5; i++) {
            hint(RemoteKind.ACCOUNT, id);
        }
        assertThat(waiting()).isEqualTo(1);

        SyncRun run = read().orElseThrow();

        assertThat(run.kind()).isEqualTo(SyncRun.Kind.NOTICE);
        assertThat(run.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(run.updated()).isEqualTo(1);
        assertThat(run.changes()).isEqualTo(1);
        assertThat(side.crm().calls("read")).isEqualTo(1);
        assertThat(side.crm().calls("pull")).isZero();
        assertThat(side.crm().calls("write")).isZero();
        assertThat(website(id)).isEqualTo("https://new.example");
        assertThat(waiting()).isZero();
        assertThat(read()).as("nothing waits any more").isEmpty();
    }

    @Test
    void lateAndReorderedHintsBringWhatTheRecordIsNowF22() {
        String id = account(0);
        side.crm().change(RemoteKind.ACCOUNT, id, "Site", "https://first.example");
        side.crm().change(RemoteKind.ACCOUNT, id, "Site", "https://second.example");
        hint(RemoteKind.ACCOUNT, id);
        read();
        long version = world.count(side, "select version from customer where website = 'https://second.example'");
        world.clock.advance(Duration.ofHours(24));
        hint(RemoteKind.ACCOUNT, id);
        SyncRun late = read().orElseThrow();

        assertThat(late.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(late.updated() + late.created() + late.pushed()).isZero();
        assertThat(website(id)).isEqualTo("https://second.example");
        assertThat(world.count(side, "select version from customer where website = 'https://second.example'"))
                .isEqualTo(version);
        world.quiet(side, 1);
        world.assertConverged(side);
    }

    @Test
    void theSameMessageIsKnownForAnHour() {
        byte[] message = "{\"ids\":[\"1\"]}".getBytes(StandardCharsets.UTF_8);
        byte[] other = "{\"ids\":[\"2\"]}".getBytes(StandardCharsets.UTF_8);
        node.inTenant.run(side.tenant(), () -> {
            assertThat(node.hints.isRepeated(side.connection(), message)).isFalse();
            assertThat(node.hints.isRepeated(side.connection(), message)).isTrue();
            assertThat(node.hints.isRepeated(side.connection(), other)).isFalse();
        });
        world.clock.advance(Duration.ofMinutes(61));
        node.inTenant.run(side.tenant(), () -> {
            node.hints.sweep(side.connection());
            assertThat(node.hints.isRepeated(side.connection(), message)).isFalse();
        });
    }

    @Test
    void whileTheConnectionIsBusyTheHintWaits() {
        hint(RemoteKind.ACCOUNT, account(1));
        SyncSessions.Begun busy = node.pulling.begin(side.tenant(), side.connection(), false, World.ANN);
        assertThatThrownBy(this::read).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(SyncProblem.SYNC_ALREADY_RUNNING));
        assertThat(waiting()).isEqualTo(1);
        node.pulling.work(side.tenant(), busy);
        assertThat(read()).isPresent();
        assertThat(waiting()).isZero();
    }

    @Test
    void whatIsToldAgainWhileItIsReadIsReadAgain() {
        String id = account(2);
        side.crm().change(RemoteKind.ACCOUNT, id, "Site", "https://one.example");
        hint(RemoteKind.ACCOUNT, id);
        AtomicBoolean told = new AtomicBoolean();
        // Changed once more after the CRM has answered, and told while we write.
        node.deaths = (moment, point) -> {
            if (moment == Node.Moment.BEFORE_COMMIT
                    && side.crm().calls("read") == 1
                    && told.compareAndSet(false, true)) {
                side.crm().change(RemoteKind.ACCOUNT, id, "Site", "https://two.example");
                Node other = world.anotherNode();
                other.inTenant.run(
                        side.tenant(),
                        () -> other.hints.add(side.connection(), Map.of(RemoteKind.ACCOUNT, Set.of(id))));
            }
        };
        read();
        assertThat(told).isTrue();
        assertThat(waiting()).isEqualTo(1);
        read();
        assertThat(website(id)).isEqualTo("https://two.example");
    }

    @Test
    void aRecordThatIsNotThereBringsThePullForward() {
        String id = account(4);
        side.crm().delete(RemoteKind.ACCOUNT, id);
        hint(RemoteKind.ACCOUNT, id);
        SyncRun run = read().orElseThrow();
        assertThat(run.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(node.jobs).contains("sync.pull");
        assertThat(world.count(side, "select count(*) from customer_link where deleted_at is not null"))
                .as("absent is not deleted")
                .isZero();
        world.quiet(side, 1);
        assertThat(world.count(side, "select count(*) from customer_link where deleted_at is not null"))
                .isEqualTo(1);
    }

    @Test
    void newRecordsAndContactsComeInAndManyAreReadInFewCalls() {
        String account = side.crm()
                .create(RemoteKind.ACCOUNT, Map.of("Name", side.tenant().key() + " fresh"));
        String contact = side.crm()
                .create(RemoteKind.CONTACT, Map.of("FullName", side.tenant().key() + " person", "Account", account));
        hint(RemoteKind.CONTACT, contact);
        hint(RemoteKind.ACCOUNT, account);
        assertThat(read().orElseThrow().created()).isEqualTo(2);
        world.assertConverged(side);

        for (int i = 0; i < 250; i++) {
            side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", side.tenant().key() + " more " + i));
        }
        side.crm().forgetCalls();
        hint(
                RemoteKind.ACCOUNT,
                side.crm().all(RemoteKind.ACCOUNT).stream()
                        .map(record -> record.id)
                        .toArray(String[]::new));
        assertThat(read().orElseThrow().outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(side.crm().calls("read")).isEqualTo(3);
        world.assertConverged(side);
    }

    @Test
    void whatNamesNoRecordIsLeftOutAndTooManyAreLeftToThePull() {
        assertThat(hint(RemoteKind.ACCOUNT, " ", "x".repeat(101))).isTrue();
        assertThat(hint(RemoteKind.USER, "1")).isTrue();
        assertThat(waiting()).isZero();
        Set<String> many = IntStream.range(0, Hints.MOST).mapToObj(i -> "A" + i).collect(Collectors.toSet());
        assertThat(hint(RemoteKind.ACCOUNT, many.toArray(String[]::new))).isTrue();
        assertThat(hint(RemoteKind.ACCOUNT, "one-more")).isFalse();
        assertThat(waiting()).isEqualTo(Hints.MOST);
    }

    @Test
    void aFailedReadingLosesNoHint() {
        hint(RemoteKind.ACCOUNT, account(1));
        side.crm().script = call -> {
            if (call.equals("read")) {
                throw FakeCrm.down();
            }
        };
        assertThat(read().orElseThrow().outcome()).isEqualTo(SyncRun.Outcome.FAILED);
        assertThat(waiting()).isEqualTo(1);
        side.crm().script = call -> {};
        assertThat(read().orElseThrow().outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(waiting()).isZero();
        assertThat(List.of(side.crm().calls("read"))).containsExactly(2);
    }
}
