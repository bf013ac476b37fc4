package org.crmcontracts.tenants.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanChoiceTest {
    private final TenantClearingFilter filter = new TenantClearingFilter();

    @ParameterizedTest
    @CsvSource({"GET, BY_VALUES", "HEAD, BY_VALUES", "POST, ONCE", "PUT, ONCE", "PATCH, ONCE", "DELETE, ONCE"})
    void commandsArePlannedOnceAndReadingsAreNot(String method, PlanChoice expected) throws Exception {
        PlanChoice[] seen = new PlanChoice[1];
        filter.doFilter(request(method), null, (request, response) -> seen[0] = PlanChoice.current());
        assertThat(seen[0]).isEqualTo(expected);
        assertThat(PlanChoice.current()).isEqualTo(PlanChoice.BY_VALUES);
    }

    @Test
    void theChoiceEndsWithARequestThatFails() {
        assertThatThrownBy(() -> filter.doFilter(request("POST"), null, (request, response) -> {
                    throw new ServletException("failed");
                }))
                .hasMessage("failed");
        assertThat(PlanChoice.current()).isEqualTo(PlanChoice.BY_VALUES);
    }

    private static HttpServletRequest request(String method) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> called.getName().equals("getMethod") ? method : null);
    }
}
