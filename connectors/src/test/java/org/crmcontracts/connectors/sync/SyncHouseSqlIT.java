package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.tenants.secrets.Secret;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all nodes share for a connection, on a real database: its token and its budget. */
class SyncHouseSqlIT extends Seeded {
    private static SyncTenants tenants;

    private World world;
    private World.Side side;
    private Node node;

    @BeforeAll
    static void provision() {
        if (tenants == null) {
            tenants = SyncTenants.provision("sync_house", 3);
        }
    }

    @BeforeEach
    void begin() {
        world = new World(tenants, 1);
        side = world.only();
        node = world.node;
    }

    /** Two nodes, many threads, one token that is refused: it is renewed once, and everybody gets the new one. */
    @Test
    void aTokenIsRenewedOnceF13() throws Exception {
        Node other = world.anotherNode();
        AtomicInteger grants = new AtomicInteger();
        CrmHouse mine = node.house.of(side.tenant(), false);
        CrmHouse theirs = other.house.of(side.tenant(), false);
        Secret refused = mine.token(side.connection(), null, () -> grant("first", null));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Secret>> calls = java.util.stream.IntStream.range(0, 100)
                    .<Callable<Secret>>mapToObj(
                            i -> () -> (i % 2 == 0 ? mine : theirs).token(side.connection(), refused, () -> {
                                grants.incrementAndGet();
                                return grant("second", "rotated");
                            }))
                    .toList();
            for (Future<Secret> call : threads.invokeAll(calls)) {
                assertThat(call.get().text()).isEqualTo("second");
            }
        } finally {
            threads.shutdown();
        }
        assertThat(grants).hasValue(1);
        assertThat(node.inTenant
                        .call(side.tenant(), () -> node.connections.access(side.tenant(), side.connection()))
                        .refreshToken()
                        .text())
                .isEqualTo("rotated");
    }

    @Test
    void aTokenIsRenewedBeforeItEndsAndOnlyThen() {
        CrmHouse house = node.house.of(side.tenant(), false);
        assertThat(house.token(side.connection(), null, () -> grant("a", null)).text())
                .isEqualTo("a");
        world.clock.advance(Duration.ofMinutes(40));
        assertThat(house.token(side.connection(), null, () -> grant("b", null)).text())
                .isEqualTo("a");
        world.clock.advance(Duration.ofMinutes(10));
        assertThat(house.token(side.connection(), null, () -> grant("c", null)).text())
                .isEqualTo("c");
    }

    private static CrmHouse.Grant grant(String token, String refresh) {
        return new CrmHouse.Grant(
                Secret.of(token), Duration.ofHours(1), refresh == null ? null : Secret.of(refresh), null);
    }

    /** Two nodes together never exceed the budget in any sliding minute, and leave the people their share. */
    @Test
    void twoNodesShareOneBudgetF16() {
        Node other = world.anotherNode();
        java.util.ArrayDeque<java.time.Instant> calls = new java.util.ArrayDeque<>();
        for (Node each : List.of(node, other)) {
            each.house.pause = world.clock::advance;
        }
        CrmHouse[] houses = {node.house.of(side.tenant(), false), other.house.of(side.tenant(), false)};
        int most = (int) (StoredHouse.PER_MINUTE * 0.8);
        int refused = 0;
        for (int i = 0; i < 1_500; i++) {
            try {
                houses[i % 2].spend(side.connection(), 1);
                calls.add(world.clock.instant());
            } catch (CrmRefusal e) {
                assertThat(e.reason()).isEqualTo(CrmRefusal.Reason.THROTTLED);
                refused++;
                // The reserve is there for whoever waits.
                if (refused < 5) {
                    node.house.of(side.tenant(), true).spend(side.connection(), 1);
                }
            }
            world.clock.advance(Duration.ofMillis(100));
            while (calls.peek() != null && calls.peek().plusSeconds(60).isBefore(world.clock.instant())) {
                calls.poll();
            }
            assertThat(calls.size()).isLessThanOrEqualTo(most);
        }
        assertThat(refused).isPositive();
        houses[0].throttled(side.connection(), Duration.ofMinutes(5));
        assertThatThrownBy(() -> houses[1].spend(side.connection(), 1)).isInstanceOf(CrmRefusal.class);
        world.clock.advance(Duration.ofMinutes(5));
        houses[1].spend(side.connection(), 1);
    }
}
