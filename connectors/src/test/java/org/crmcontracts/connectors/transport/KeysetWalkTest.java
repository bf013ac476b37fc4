package org.crmcontracts.connectors.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetWalkTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00.123Z");

    @Test
    void goesOnWhereItWasFromItsToken() {
        KeysetWalk walk = KeysetWalk.of(null, NOW).at("a:1");

        assertThat(KeysetWalk.of(walk.token(), NOW.plusSeconds(60))).isEqualTo(walk);
        assertThat(walk.began()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", ":1", "1.5:x", "99999999999999999999:x"})
    void startsAgainForATokenThatIsNotItsOwn(String token) {
        assertThatThrownBy(() -> KeysetWalk.of(token, NOW))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(CrmRefusal.Reason.PAGE_TOKEN_EXPIRED));
    }

    @Test
    void tellsNoRecordToBeYoungerThanTheWalk() {
        KeysetWalk walk = KeysetWalk.of(null, NOW);

        assertThat(walk.told(record(NOW.plusMillis(1))).modifiedAt()).isEqualTo(NOW);
        assertThat(walk.told(record(NOW))).isEqualTo(record(NOW));
        assertThat(walk.told(record(NOW.minusSeconds(9)))).isEqualTo(record(NOW.minusSeconds(9)));
    }

    private static RemoteRecord record(Instant modified) {
        return new RemoteRecord(RemoteKind.ACCOUNT, "7", null, modified, Map.of("name", "Seven"), null);
    }
}
