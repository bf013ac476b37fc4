package org.crmcontracts.contracts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crmcontracts.contracts.approval.ApprovalProblem;
import org.crmcontracts.contracts.drafting.DraftingProblem;
import org.crmcontracts.contracts.library.LibraryProblem;
import org.crmcontracts.contracts.performance.PerformanceProblem;
import org.crmcontracts.contracts.signing.SigningProblem;
import org.crmcontracts.contracts.terms.TermsProblem;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[A-Za-z]+}");

    private static Properties catalogue(String language) throws IOException {
        Properties texts = new Properties();
        try (InputStreamReader reader = new InputStreamReader(
                MessagesTest.class.getResourceAsStream(
                        "/org/crmcontracts/contracts/messages_" + language + ".properties"),
                StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }

    @Test
    void bothCataloguesHaveTheSameKeysAndPlaceholders() throws IOException {
        Properties zh = catalogue("zh");
        Properties en = catalogue("en");
        assertThat(zh.stringPropertyNames()).isEqualTo(en.stringPropertyNames());
        for (String key : en.stringPropertyNames()) {
            assertThat(PLACEHOLDER.matcher(zh.getProperty(key)).results().map(m -> m.group()))
                    .as(key)
                    .containsExactlyInAnyOrderElementsOf(PLACEHOLDER
                            .matcher(en.getProperty(key))
                            .results()
                            .map(m -> m.group())
                            .toList());
        }
    }

    @Test
    void everyProblemAndStateHasAText() throws IOException {
        Properties en = catalogue("en");
        Stream.<Enum<?>[]>of(
                        TermsProblem.values(),
                        LibraryProblem.values(),
                        LifecycleProblem.values(),
                        DraftingProblem.values(),
                        ApprovalProblem.values(),
                        SigningProblem.values(),
                        PerformanceProblem.values())
                .flatMap(Arrays::stream)
                .forEach(code -> assertThat(en).containsKey(code.name()));
        for (LifecycleState state : LifecycleState.values()) {
            assertThat(en).containsKey("next." + state);
        }
    }
}
