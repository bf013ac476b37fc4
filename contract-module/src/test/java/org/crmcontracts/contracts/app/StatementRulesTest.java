package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What statements of the program must respect, as the server keeps them over transactions of many tenants: a result has
 * the columns that it names, whatever a migration has added to one tenant's table and not yet to another's.
 */
class StatementRulesTest {
    /** A star as a result's column; one inside of {@code exists (select …)} or of a subquery in from is harmless. */
    private static final Pattern STAR = Pattern.compile(
            "(?<!exists ?\\()(?<!from \\()\\b(?:select|returning)\\s+(?:\\*|\\w+\\.\\*)|,\\s*\\w+\\.\\*\\s*(?:,|from\\b|\")");

    @Test
    void resultsNameTheirColumns() throws IOException {
        List<String> found = new ArrayList<>();
        for (String module : List.of("tenants", "connectors", "contract-module")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    Matcher star = STAR.matcher(Files.readString(file));
                    while (star.find()) {
                        found.add(file.getFileName() + ": " + star.group());
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void aStarIsFound() {
        assertThat("select * from a").containsPattern(STAR);
        assertThat("select c.*, (select 1) from c").containsPattern(STAR);
        assertThat("select a.id, b.* from a join b").containsPattern(STAR);
        assertThat("update a set b = 1 returning *").containsPattern(STAR);
        assertThat("select count(*) from a").doesNotContainPattern(STAR);
        assertThat("select id from (select *, 1 as n from a) x").doesNotContainPattern(STAR);
        assertThat("where exists (select * from a)").doesNotContainPattern(STAR);
    }
}
