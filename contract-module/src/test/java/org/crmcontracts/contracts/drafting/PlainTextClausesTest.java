package org.crmcontracts.contracts.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crmcontracts.contracts.library.Clause;
import org.crmcontracts.contracts.library.NumberedClause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextClausesTest {
    private static List<String> lines(String text) {
        List<Clause> clauses = PlainTextClauses.read(text);
        Clause.check(clauses);
        return NumberedClause.number(clauses).stream()
                .map(c -> c.number() + "|" + (c.heading() == null ? "" : c.heading()) + "|" + c.text())
                .toList();
    }

    @Test
    void decimalNumbersNest() {
        assertThat(
                        lines(
                                "1. Goods\nThe seller delivers.\n1.1 The buyer inspects.\n1.2 Defects are told.\n2. Price\n2.1 The buyer pays."))
                .containsExactly(
                        "1|Goods|The seller delivers.",
                        "1.1||The buyer inspects.",
                        "1.2||Defects are told.",
                        "2|Price|",
                        "2.1||The buyer pays.");
    }

    @Test
    void articlesAndBracketsNest() {
        assertThat(lines("第一条 标的\n卖方交付货物。\n（一）规格以订单为准。\n（二）数量以订单为准。\n第二条　价款\n1、含税。\n2、不含运费。\n第三条 其他"))
                .containsExactly(
                        "1|标的|卖方交付货物。", "1.1||规格以订单为准。", "1.2||数量以订单为准。", "2|价款|", "2.1||含税。", "2.2||不含运费。", "3|其他|");
    }

    @Test
    void chineseListsNest() {
        assertThat(lines("一、标的\n卖方按订单交付。\n二、验收\n（一）七日内验收。\n1. 外观。\n2. 数量。\n（二）逾期视为合格。\n三、其他"))
                .containsExactly(
                        "1|标的|卖方按订单交付。", "2|验收|", "2.1||七日内验收。", "2.1.1||外观。", "2.1.2||数量。", "2.2||逾期视为合格。", "3|其他|");
    }

    @Test
    void figuresInTheTextBeginNoClause() {
        assertThat(lines("1. Price\n30 days after delivery\n2026. was the year\n3.5 tons are owed.\n2. End"))
                .containsExactly("1|Price|30 days after delivery\n2026. was the year\n3.5 tons are owed.", "2|End|");
    }

    @Test
    void whatStandsBeforeTheFirstNumberIsKept() {
        assertThat(lines("甲方：某公司\n乙方：某公司\n第一条 标的")).containsExactly("1||甲方：某公司\n乙方：某公司", "2|标的|");
    }

    @Test
    void paragraphsWithoutNumbersAreClauses() {
        assertThat(lines("One.\nStill one.\n\nTwo.")).containsExactly("1||One.\nStill one.", "2||Two.");
    }

    @ParameterizedTest
    @CsvSource({"一,1", "十,10", "十二,12", "二十,20", "二十三,23", "一百零五,105", "一百一十,110"})
    void chineseNumeralsAreRead(String numeral, int value) {
        assertThat(PlainTextClauses.han(numeral)).isEqualTo(value);
    }
}
