package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a CRM has changed since a merge, so that an undo would lose it. */
class MergingLinksTest {
    private static final Map<String, String> BEFORE = Map.of("name", "Acme", "phone", "+86 10 1");

    @Test
    void whatItHadAndWhatTheSurvivorGaveItIsNoChange() {
        assertThat(MergingLinks.changedThere(BEFORE, BEFORE, Map.of("name", "Other")))
                .isEmpty();
        assertThat(MergingLinks.changedThere(
                        BEFORE, Map.of("name", "Acme Ltd", "phone", "+86101"), Map.of("name", "Acme Ltd")))
                .isEmpty();
    }

    @Test
    void anotherValueAndAnEmptiedOneAre() {
        assertThat(MergingLinks.changedThere(BEFORE, Map.of("name", "Else", "phone", "+86 10 1"), BEFORE))
                .containsExactly("name");
        assertThat(MergingLinks.changedThere(BEFORE, Map.of("name", "Acme"), BEFORE))
                .containsExactly("phone");
        assertThat(MergingLinks.changedThere(Map.of(), Map.of("address", "1 Street"), Map.of()))
                .containsExactly("address");
    }
}
