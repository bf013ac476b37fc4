package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenIdsTest {
    @Test
    void tellsWhatWasSeenFromWhatWasNotAndCountsEachOnce() {
        SeenIds seen = new SeenIds();
        assertThat(seen.size()).isZero();
        assertThat(seen.has("0")).isFalse();
        int many = 100_000;
        for (int i = 0; i < many; i++) {
            seen.add("49587640000000" + i);
            seen.add("49587640000000" + i / 2);
        }
        assertThat(seen.size()).isEqualTo(many);
        seen.add("客户");
        assertThat(seen.size()).isEqualTo(many + 1);
        for (int i = 0; i < many; i++) {
            assertThat(seen.has("49587640000000" + i)).isTrue();
            assertThat(seen.has("5958764000000" + i)).isFalse();
        }
        assertThat(seen.has("客户")).isTrue();
        assertThat(seen.has("戶客")).isFalse();
    }
}
