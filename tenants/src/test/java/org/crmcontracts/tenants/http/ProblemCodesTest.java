package org.crmcontracts.tenants.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.crmcontracts.tenants.identity.IssuerKeys;
import org.crmcontracts.tenants.identity.TenantProblem;
import org.crmcontracts.tenants.identity.TokenFault;
import org.crmcontracts.tenants.outbound.OutboundFailure;
import org.crmcontracts.tenants.provisioning.IssuerProblem;
import org.crmcontracts.tenants.provisioning.TenantLifeProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemCodesTest {
    static Stream<ProblemCode> codes() {
        return Stream.of(
                        HttpProblem.values(),
                        TenantProblem.values(),
                        TenantLifeProblem.values(),
                        IssuerProblem.values())
                .flatMap(Stream::of);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void codeHasTextsInBothLanguages(ProblemCode code) {
        for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE}) {
            assertThat(Messages.find(code.getClass(), code.name(), Map.of(), locale))
                    .isPresent();
            assertThat(Messages.find(Messages.class, "status." + code.status(), Map.of(), locale))
                    .isPresent();
        }
        assertThat(Messages.text(code.getClass(), code.name(), Map.of(), Locale.CHINA))
                .isNotEqualTo(Messages.text(code.getClass(), code.name(), Map.of(), Locale.ENGLISH));
    }

    @Test
    void codesAreUnique() {
        Set<String> names = new HashSet<>();
        assertThat(codes().map(ProblemCode::name).filter(name -> !names.add(name)))
                .isEmpty();
    }

    @Test
    void placeholdersAreFilled() {
        assertThat(Messages.text(HttpProblem.class, "BAD_LIMIT", Map.of("max", 200), Locale.ENGLISH))
                .isEqualTo("The page size must be between 1 and 200.");
        assertThat(Messages.text(HttpProblem.class, "BAD_LIMIT", Map.of("max", "${x}\\$1"), Locale.CHINA))
                .contains("${x}\\$1");
        assertThat(Messages.text(HttpProblem.class, "NO_SUCH_KEY", Map.of(), Locale.CHINA))
                .isEqualTo("NO_SUCH_KEY");
    }

    /** Codes that stand in the answers to checks and in field errors. */
    @Test
    void faultsHaveTextsInBothLanguages() {
        Stream.of(TokenFault.values(), IssuerKeys.Fault.values(), OutboundFailure.values())
                .flatMap(Stream::of)
                .forEach(fault -> {
                    String english = Messages.find(Messages.class, fault.name(), Map.of(), Locale.ENGLISH)
                            .orElseThrow();
                    assertThat(Messages.find(Messages.class, fault.name(), Map.of(), Locale.CHINA))
                            .isPresent()
                            .isNotEqualTo(java.util.Optional.of(english));
                });
    }
}
