package org.crmcontracts.contracts.terms;

import static org.assertj.core.api.Assertions.assertThat;

import org.crmcontracts.tenants.http.FieldError;
import org.junit.jupiter.api.Test;

class FaultsTest {
    @Test
    void everyFaultIsNamedWithItsPlace() {
        Faults faults = new Faults().text(" ", "/a", 5).text("123456", "/b", 5).present(null, "/c");
        assertThat(faults.list())
                .extracting(FieldError::pointer, FieldError::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("/a", "NOT_BLANK"),
                        org.assertj.core.groups.Tuple.tuple("/b", "TOO_LONG"),
                        org.assertj.core.groups.Tuple.tuple("/c", "NOT_NULL"));
    }

    @Test
    void charactersThatTheDatabaseWouldChangeAreRefused() {
        assertThat(new Faults().text("a\u0000b", "/a", 9).list()).hasSize(1);
        assertThat(new Faults().text("a\ud800b", "/a", 9).list()).hasSize(1);
        assertThat(new Faults().text("😀\n合同\tx", "/a", 9).list()).isEmpty();
    }
}
