package org.crmcontracts.tenants.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventTest {
    private static final UUID ID = UUID.fromString("0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a");

    @Test
    void isWrittenAsTheSpecificationSays() throws Exception {
        CloudEvent event = CloudEvent.of(
                ID,
                "acme",
                "contract.signed",
                "contracts/7",
                Instant.parse("2026-11-25T08:30:00.123456Z"),
                Map.of("state", "SIGNED"));
        JsonNode json = new ObjectMapper().readTree(event.bytes());
        assertThat(json)
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"specversion": "1.0", "id": "0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a",
                                         "source": "/tenants/acme", "type": "org.crmcontracts.contract.signed",
                                         "subject": "contracts/7", "time": "2026-11-25T08:30:00.123456Z",
                                         "datacontenttype": "application/json", "data": {"state": "SIGNED"}}
                                        """));
    }

    @ParameterizedTest
    @CsvSource({
        "*, contract.signed, true",
        "contract.*, contract.signed, true",
        "contract.*, contract.receipt.recorded, true",
        "contract.*, contracts.signed, false",
        "contract.signed, contract.signed, true",
        "contract.signed, contract.signed.twice, false",
        "contract.signed, contract.sign, false",
        "audit.*, contract.signed, false",
        "contract.receipt.*, contract.receipt.recorded, true"
    })
    void patternsNameTypes(String pattern, String type, boolean matches) {
        assertThat(EventPatterns.matches(pattern, type)).isEqualTo(matches);
        assertThat(new EventPatterns(List.of("x.y", pattern)).match(type)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "**", "*.signed", "contract*", "contract.*.x", "Contract.signed", ".", "a b", ".*"})
    void otherPatternsAreNone(String text) {
        assertThat(EventPatterns.isPattern(text)).isFalse();
    }

    @Test
    void aTypeNamesAThingAndWhatBecameOfIt() {
        for (String wrong : List.of("signed", "Contract.signed", "contract.", "contract.*")) {
            assertThatThrownBy(() -> new EventType(wrong, CloudEvent.class, "x", Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
