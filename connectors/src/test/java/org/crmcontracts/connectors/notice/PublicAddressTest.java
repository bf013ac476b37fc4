package org.crmcontracts.connectors.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://contracts.example", "https://contracts.example/", " https://contracts.example// "})
    void isTheBeginningOfEveryAddress(String setting) {
        assertThat(new PublicAddress(Optional.of(setting)).of("w.1.x"))
                .contains(URI.create("https://contracts.example/api/v1/crm-notices/w.1.x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://contracts.example",
                "contracts.example",
                "https://",
                "https://a:b@contracts.example",
                "https://contracts.example?x=1",
                "https://contracts.example#x",
                "https://contracts example"
            })
    void isNothingElseThanHttps(String setting) {
        assertThat(new PublicAddress(Optional.of(setting)).isSet()).isFalse();
    }

    @Test
    void mayBeMissing() {
        assertThat(new PublicAddress(Optional.empty()).of("w")).isEmpty();
    }
}
