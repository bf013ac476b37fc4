package org.crmcontracts.connectors.customer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompanyNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Acme Ltd                       | ACME Limited
            Acme Co., Ltd.                 | acme
            Müller GmbH & Co. KG           | Muller
            Société Générale S.A.          | Societe Generale
            ＡＣＭＥ　Ｉｎｃ．                 | Acme, Inc
            阿里巴巴（中国）有限公司          | 阿里巴巴(中国)有限公司
            上海贝塔股份有限公司             | 上海贝塔有限公司
            北京 甲骨文 软件 有限公司         | 北京甲骨文软件有限公司
            O'Neill & Sons Pty Ltd         | ONEILL SONS
            """)
    void namesOfOneCompanyHaveOneKey(String one, String other) {
        assertThat(CompanyName.key(one)).isEqualTo(CompanyName.key(other)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Costco,Cost", "上海贝塔,上海阿尔法", "Acme 2,Acme 3", "Inc,Ltd"})
    void namesOfTwoCompaniesHaveTwo(String one, String other) {
        assertThat(CompanyName.key(one)).isNotEqualTo(CompanyName.key(other));
    }

    @Test
    void likenessGrowsWithWhatIsCommon() {
        assertThat(CompanyName.likeness("acme", "acme")).isEqualTo(100);
        assertThat(CompanyName.likeness("acmetrading", "acmetradng")).isBetween(70, 99);
        assertThat(CompanyName.likeness("acme", "zulu")).isZero();
        assertThat(CompanyName.likeness("", "")).isZero();
    }

    @Property
    void likenessIsSymmetricAndOnlyEqualNamesAreTheSame(@ForAll String one, @ForAll String other) {
        int likeness = CompanyName.likeness(one, other);
        assertThat(likeness).isBetween(0, 100).isEqualTo(CompanyName.likeness(other, one));
        assertThat(likeness == 100).isEqualTo(one.equals(other) && !one.isEmpty());
    }

    @Property
    void anyNameHasAKeyOfLettersAndDigits(@ForAll String name) {
        assertThat(CompanyName.key(name)).doesNotContain(" ", ".", ",", "(", "（");
    }
}
