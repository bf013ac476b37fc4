package org.crmcontracts.connectors.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZohoSeedTest {
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private final ZohoSimulatorStore store = new ZohoSimulatorStore(Clock.systemUTC());

    @Test
    void theCheckKnowsTheExampleOfTheStandard() {
        assertThat(isValid("91350100M000100Y43")).isTrue();
        assertThat(isValid("91350100M000100Y44")).isFalse();
    }

    @Test
    void chineseCompaniesHaveValidCodesAndDistinctNames() {
        ZohoSimulatorSeed.chinese(store);

        assertThat(values("Account_Name")).hasSize(40).doesNotHaveDuplicates();
        assertThat(values(ZohoRecords.CREDIT_CODE))
                .hasSize(40)
                .doesNotHaveDuplicates()
                .allMatch(ZohoSeedTest::isValid);
    }

    @Test
    void companiesOutsideChinaHaveDistinctNamesAndAFewContacts() {
        ZohoSimulatorSeed.english(store);

        assertThat(values("Account_Name")).hasSize(40).doesNotHaveDuplicates();
        assertThat(store.rows("Contacts")).hasSizeBetween(40, 120);
    }

    private List<String> values(String field) {
        return store.rows("Accounts").stream()
                .map(row -> (String) row.fields().get(field))
                .toList();
    }

    /** GB 32100-2015: the weighted sum of all 18 characters, the check character with weight one, divides by 31. */
    private static boolean isValid(String code) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += ALPHABET.indexOf(code.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return code.length() == 18 && (sum + ALPHABET.indexOf(code.charAt(17))) % 31 == 0;
    }
}
