package org.crmcontracts.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"Mary Ann Smith", "Smith", "王伟", "欧阳 静怡", "王", "Jean-Luc Ö", "王 Smith", "Anna 王"})
    void comesBackAsItWent(String name) {
        PersonName parts = PersonName.of(name);

        assertThat(parts.whole()).isEqualTo(name);
        assertThat(parts.last()).isNotEmpty();
    }

    @Test
    void isWrittenTheChineseWayWhereItIsChinese() {
        assertThat(new PersonName("伟", "王").whole()).isEqualTo("王伟");
        assertThat(new PersonName("Camille", "Garnier").whole()).isEqualTo("Camille Garnier");
        assertThat(new PersonName(null, null).whole()).isNull();
    }
}
