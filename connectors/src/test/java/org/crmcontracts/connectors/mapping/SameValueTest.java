package org.crmcontracts.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameValueTest {
    @ParameterizedTest
    @CsvSource({
        "phone,+86 (10) 6505-1234,+861065051234",
        "phone,０１０-6505 1234,01065051234",
        "name,Ａｃｍｅ　有限公司,Acme 有限公司",
        "name,'  Acme  Ltd ',Acme Ltd",
        "name,Cafe\u0301,Café",
        "email,Li.Wei@Example.COM,li.wei@example.com",
        "website,https://acme.example/,acme.example",
        "revenue,1000.50,1000.5",
        "revenue,0.00,0",
        "address,,'　 '"
    })
    void whatIsWrittenInAnotherWayIsTheSame(String field, String one, String other) {
        assertThat(SameValue.same(field, one, other)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "phone,+861065051234,01065051234",
        "name,Acme,ACME",
        "registrationNumber,91110000100000001X,91110000100000001Y",
        "code,007,7",
        "revenue,10,100"
    })
    void whatDiffersIsNot(String field, String one, String other) {
        assertThat(SameValue.same(field, one, other)).isFalse();
    }

    @Test
    void anEmptyFieldIsNoField() {
        assertThat(SameValue.fingerprint(Map.of("name", "Acme", "phone", " ")))
                .isEqualTo(SameValue.fingerprint(Map.of("name", " Acme")));
    }

    @Property
    void theFormIsFinal(@ForAll String value) {
        for (String field : new String[] {"phone", "name", "email", "website", "revenue"}) {
            String once = SameValue.of(field, value);
            assertThat(SameValue.of(field, once)).isEqualTo(once);
        }
    }
}
