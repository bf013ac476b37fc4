package org.crmcontracts.tenants.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import java.util.Map;
import org.crmcontracts.tenants.http.Json;
import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void neitherTextNorJsonTellsIt() {
        Secret secret = Secret.of("hunter2");
        assertThat(secret.toString() + Map.of("a", secret)).doesNotContain("hunter2");
        assertThatThrownBy(() -> Json.mapper().writeValueAsString(Map.of("a", secret)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void equalTextsAreEqual() {
        assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    }
}
