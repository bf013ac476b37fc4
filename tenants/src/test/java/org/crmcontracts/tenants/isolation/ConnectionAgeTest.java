package org.crmcontracts.tenants.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionAgeTest {
    private Instant now = Instant.parse("2026-11-25T08:00:00Z");

    private final ConnectionAge age =
            new ConnectionAge(((InstantSource) () -> now).withZone(ZoneOffset.UTC), Duration.ofMinutes(10));

    private static Connection connection() {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, given) -> {
                    return switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(self);
                        case "equals" -> self == given[0];
                        default -> "connection";
                    };
                });
    }

    @Test
    void isOldBetweenTenAndFifteenMinutes() {
        List<Connection> some = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            some.add(connection());
        }
        assertThat(some).noneMatch(age::isOld);
        now = now.plus(Duration.ofMinutes(10)).minusMillis(1);
        assertThat(some).noneMatch(age::isOld);
        now = now.plus(Duration.ofSeconds(150));
        assertThat(some).anyMatch(age::isOld).anyMatch(one -> !age.isOld(one));
        now = now.plus(Duration.ofSeconds(151));
        assertThat(some).allMatch(age::isOld);
        assertThat(age.isOld(connection())).isFalse();
    }
}
