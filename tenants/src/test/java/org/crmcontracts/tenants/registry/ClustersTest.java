package org.crmcontracts.tenants.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClustersTest {
    private Instant now = Instant.parse("2026-11-25T08:00:00Z");
    private boolean listening = true;
    private int asked;

    private final Clusters clusters = new Clusters(((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    @BeforeEach
    void serve() {
        clusters.home = edge(DataSource.class);
        clusters.admit(Clusters.HOME);
    }

    /** A server at the edge of the network, of which only a sign of life is asked. */
    private <T> T edge(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            return switch (method.getName()) {
                case "getConnection" -> connection();
                case "isValid" -> true;
                default -> null;
            };
        }));
    }

    private Connection connection() throws SQLException {
        asked++;
        if (!listening) {
            throw new SQLException("refused", "08001");
        }
        return edge(Connection.class);
    }

    @Test
    void believesAnAnswerForTwoSeconds() {
        assertThat(clusters.isReady(Clusters.HOME)).isTrue();
        listening = false;
        now = now.plusMillis(1999);
        assertThat(clusters.isReady(Clusters.HOME)).isTrue();
        now = now.plusMillis(1);
        assertThat(clusters.isReady(Clusters.HOME)).isFalse();
    }

    @Test
    void isDownAtOnceWhenDoubtedAndSilent() {
        assertThat(clusters.isReady(Clusters.HOME)).isTrue();
        listening = false;
        clusters.doubt(Clusters.HOME);
        assertThat(clusters.isReady(Clusters.HOME)).isFalse();
        listening = true;
        now = now.plusMillis(1999);
        assertThat(clusters.isReady(Clusters.HOME)).isFalse();
        now = now.plusMillis(1);
        assertThat(clusters.isReady(Clusters.HOME)).isTrue();
    }

    @Test
    void staysUpWhenDoubtedAndAnswering() {
        assertThat(clusters.isReady(Clusters.HOME)).isTrue();
        clusters.doubt(Clusters.HOME);
        assertThat(clusters.isReady(Clusters.HOME)).isTrue();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void isNotAskedAgainByEachWhoDoubts() {
        listening = false;
        assertThat(clusters.isReady(Clusters.HOME)).isFalse();
        for (int i = 0; i < 100; i++) {
            clusters.doubt(Clusters.HOME);
        }
        assertThat(asked).isEqualTo(1);
    }
}
