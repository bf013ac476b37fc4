package org.crmcontracts.contracts.drafting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crmcontracts.contracts.library.Clause;
import org.crmcontracts.contracts.library.NumberedClause;
import org.junit.jupiter.api.Test;

class MarkdownClausesTest {
    private static List<NumberedClause> read(String markdown) {
        List<Clause> clauses = MarkdownClauses.read(markdown);
        Clause.check(clauses);
        return NumberedClause.number(clauses);
    }

    private static List<String> lines(String markdown) {
        return read(markdown).stream()
                .map(c -> c.number() + "|" + (c.heading() == null ? "" : c.heading()) + "|" + c.text())
                .toList();
    }

    @Test
    void boldLeadsAreHeadings() {
        assertThat(lines("1. **Goods.** The seller delivers.\n2. **Price**. The buyer pays.\n3. **Term**"))
                .containsExactly("1|Goods|The seller delivers.", "2|Price|The buyer pays.", "3|Term|");
    }

    @Test
    void aDefinedTermIsNoHeading() {
        assertThat(lines("1. <span id=\"1\">**\"User\"**</span> means a person."))
                .containsExactly("1||\"User\" means a person.");
    }

    @Test
    void headingsNestAndTheTitleIsNoClause() {
        assertThat(lines("# Agreement\n\n## 1. Service\n\nText one.\n\nText two.\n\n### Access\n\n## Fees\nMoney."))
                .containsExactly("1|Service|Text one.\nText two.", "1.1|Access|", "2|Fees|Money.");
    }

    @Test
    void severalFirstLevelHeadingsAreClauses() {
        assertThat(lines("# One\ntext\n# Two\ntext")).containsExactly("1|One|text", "2|Two|text");
    }

    @Test
    void numbersLettersAndBulletsNest() {
        assertThat(
                        lines(
                                """
                        1. <span class="header_2" id="1">Duties</span>
                            1. <span class="header_3" id="1.1">Of the customer.</span>
                                a. Except as (i) said, nothing.
                                b. Use complies.
                            2. Second with:
                                - a bullet
                                - another
                        2. Last
                           with a second line
                        """))
                .containsExactly(
                        "1|Duties|",
                        "1.1|Of the customer|",
                        "1.1.1||Except as (i) said, nothing.",
                        "1.1.2||Use complies.",
                        "1.2||Second with:",
                        "1.2.1||a bullet",
                        "1.2.2||another",
                        "2||Last with a second line");
    }

    @Test
    void lettersGoPastTheRomanOnes() {
        String items = "abcdefghijk"
                .chars()
                .mapToObj(c -> "    " + (char) c + ". item " + (char) c)
                .collect(Collectors.joining("\n"));
        assertThat(read("1. List\n" + items)).hasSize(12).last().satisfies(c -> assertThat(c.number())
                .isEqualTo("1.11"));
    }

    @Test
    void chineseLinesAreJoinedWithoutASpace() {
        assertThat(lines("1. **价款：** 买方应当\n   付款。")).containsExactly("1|价款|买方应当付款。");
    }

    @Test
    void textBeforeAnyClauseIsKept() {
        assertThat(lines("Between A and B.\n\n1. One\n2. Two"))
                .containsExactly("1||Between A and B.", "2||One", "3||Two");
    }

    @Test
    void nothingIsReadFromNothing() {
        assertThat(MarkdownClauses.read(" \n\n<!-- -->\n")).isEmpty();
    }

    @Test
    void hostileDepthIsReadWithoutAProblem() {
        assertThat(MarkdownClauses.read("> ".repeat(3_000) + "x").size()).isLessThanOrEqualTo(1);
        assertThat(MarkdownClauses.read("- ".repeat(1_500) + "x").size()).isLessThanOrEqualTo(1_500);
    }

    @Test
    void theCloudServiceAgreementKeepsItsNumbers() throws IOException {
        List<NumberedClause> clauses = read(contract("common-paper-cloud-service-agreement.md"));
        Map<String, NumberedClause> byNumber =
                clauses.stream().collect(Collectors.toMap(NumberedClause::number, Function.identity()));
        assertThat(byNumber.get("1").heading()).isEqualTo("Service");
        assertThat(byNumber.get("1.1").heading()).isEqualTo("Access and Use");
        assertThat(byNumber.get("1.1").text()).startsWith("During the Subscription Period and subject to");
        assertThat(byNumber.get("2").heading()).isEqualTo("Restrictions & Obligations");
        assertThat(byNumber.get("2.1").heading()).isEqualTo("Restrictions on Customer");
        assertThat(byNumber.get("2.1.1").text()).startsWith("Except as expressly permitted");
        assertThat(byNumber.get("2.1.2").text()).startsWith("Use of the Product must comply");
        assertThat(byNumber.get("4.2").heading()).isEqualTo("Invoicing");
        assertThat(byNumber.get("13.34").text()).startsWith("\"Variable\" means");
        assertThat(clauses.stream().filter(c -> c.depth() == 1)).hasSize(13);
        assertThat(clauses).allSatisfy(c -> assertThat(c.heading() + c.text()).doesNotContain("<span", "**"));
    }

    @Test
    void theMutualNdaKeepsItsNumbers() throws IOException {
        List<NumberedClause> clauses = read(contract("common-paper-mutual-nda.md"));
        assertThat(clauses)
                .hasSize(11)
                .extracting(NumberedClause::number)
                .startsWith("1", "2", "3")
                .endsWith("11");
        assertThat(clauses)
                .extracting(NumberedClause::heading)
                .startsWith("Introduction")
                .endsWith("General");
        assertThat(clauses.get(0).text()).startsWith("This Mutual Non-Disclosure Agreement");
    }

    @Test
    void theCoverPageBecomesSections() throws IOException {
        List<NumberedClause> clauses = read(contract("common-paper-mutual-nda-coverpage.md"));
        assertThat(clauses).extracting(NumberedClause::number).startsWith("1", "1.1", "1.2", "1.3", "1.3.1");
        assertThat(clauses).extracting(NumberedClause::heading).contains("Purpose", "Effective Date", "MNDA Term");
    }

    /** The texts are not ours to ship; they lie in a folder beside the repository where it is developed. */
    private static String contract(String name) throws IOException {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data/contracts").resolve(name);
            if (Files.exists(file)) {
                return Files.readString(file);
            }
        }
        assumeTrue(false, "no folder shared/data/contracts beside the repository");
        return "";
    }
}
