package org.crmcontracts.tenants.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.OptimisticLockException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {
    @Test
    void documentCarriesTheDocumentedMembers() {
        Problem problem = Problem.of(HttpProblem.VALIDATION_FAILED, "a", 1)
                .extend("difference", "-0.01")
                .extend("status", "not overwritten")
                .withErrors(List.of(new FieldError("/items/0/name", "NOT_BLANK")));
        assertThat(ProblemMapper.body(problem, Locale.SIMPLIFIED_CHINESE, "urn:uuid:1"))
                .containsEntry("type", "/problems/VALIDATION_FAILED")
                .containsEntry("status", 422)
                .containsEntry("code", "VALIDATION_FAILED")
                .containsEntry("detail", "部分字段填写不正确。")
                .containsEntry("instance", "urn:uuid:1")
                .containsEntry("difference", "-0.01")
                .containsEntry(
                        "errors",
                        List.of(Map.of("pointer", "/items/0/name", "code", "NOT_BLANK", "message", "此项不能为空。")));
    }

    @Test
    void causesAreFoundBehindWrappers() {
        assertThat(ProblemMapper.problemOf(new RuntimeException(new OptimisticLockException()))
                        .code())
                .isEqualTo(HttpProblem.STALE_VERSION);
        assertThat(ProblemMapper.problemOf(new RuntimeException(new Problem(HttpProblem.CONFLICT)))
                        .code())
                .isEqualTo(HttpProblem.CONFLICT);
    }

    @Test
    void unexpectedTellsNothing() {
        Problem problem = ProblemMapper.problemOf(new IllegalStateException("select * from secret"));
        assertThat(ProblemMapper.body(problem, Locale.ENGLISH, "urn:uuid:1").toString())
                .contains("INTERNAL_ERROR")
                .doesNotContain("secret");
    }

    @Test
    void propertyPathBecomesPointer() {
        assertThat(ProblemMapper.pointer("create.request.items[0].name")).isEqualTo("/items/0/name");
        assertThat(ProblemMapper.pointer("list.limit")).isEqualTo("/limit");
        assertThat(ProblemMapper.pointer("create")).isEmpty();
    }
}
