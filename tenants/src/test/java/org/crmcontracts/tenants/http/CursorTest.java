package org.crmcontracts.tenants.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Property(tries = 200)
    void partsComeBack(@ForAll @Size(min = 1, max = 4) @UniqueElements List<@StringLength(max = 60) String> parts) {
        List<String> clean =
                parts.stream().map(part -> part.replaceAll("\\p{Cs}", "?")).toList();
        assertThat(Cursor.decode(Cursor.encode(clean.toArray(String[]::new)), clean.size()))
                .isEqualTo(clean);
    }

    @Property(tries = 300)
    void anyOtherTextIsRefused(@ForAll @StringLength(max = 40) String text) {
        assertRefused(text, 1);
    }

    @Test
    void wrongNumberOfPartsIsRefused() {
        assertRefused(Cursor.encode("a", "b"), 1);
        assertRefused(Cursor.encode("a"), 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "WyJhIl0=", "WyAiYSJd", "W251bGxd", "bnVsbA", "e30", "WzFd"})
    void otherSpellingsAreRefused(String cursor) {
        assertRefused(cursor, 1);
    }

    private static void assertRefused(String cursor, int parts) {
        assertThatThrownBy(() -> Cursor.decode(cursor, parts))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(HttpProblem.BAD_CURSOR));
    }
}
