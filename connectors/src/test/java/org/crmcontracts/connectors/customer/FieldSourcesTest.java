package org.crmcontracts.connectors.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.customer.FieldSources.Change;
import org.crmcontracts.connectors.customer.FieldSources.Edit;
import org.crmcontracts.connectors.customer.FieldSources.Origin;
import org.junit.jupiter.api.Test;

class FieldSourcesTest {
    private static final UUID ZOHO = new UUID(0, 1);
    private static final UUID DOLIBARR = new UUID(0, 2);
    private static final Origin ORIGIN = new Origin(at(1), ZOHO, "Zoho");

    private static Instant at(int hour) {
        return Instant.parse("2026-11-26T00:00:00Z").plusSeconds(hour * 3600L);
    }

    private static Change change(int hour, String value) {
        return new Change(at(hour), DOLIBARR, "Dolibarr", "phone", value);
    }

    private static Edit edit(int hour, String... fields) {
        return new Edit(at(hour), "Li Wei", Set.of(fields));
    }

    private static FieldSource phone(List<Change> changes, List<Edit> edits) {
        return FieldSources.of(Map.of("phone", "2"), changes, edits, ORIGIN).get("phone");
    }

    @Test
    void withoutAChangeAFieldCameWithItsRecord() {
        assertThat(phone(List.of(), List.of(edit(3, "name"))))
                .isEqualTo(new FieldSource(FieldSource.Kind.CONNECTION, "Zoho", at(1), ZOHO));
    }

    @Test
    void theLaterOfARunAndAPersonIsTheSource() {
        FieldSource run = new FieldSource(FieldSource.Kind.CONNECTION, "Dolibarr", at(4), DOLIBARR);
        FieldSource person = new FieldSource(FieldSource.Kind.PERSON, "Li Wei", at(5), null);
        assertThat(phone(List.of(change(4, "2"), change(2, "2")), List.of(edit(3, "phone"))))
                .isEqualTo(run);
        assertThat(phone(List.of(change(4, "2")), List.of(edit(5, "phone")))).isEqualTo(person);
    }

    @Test
    void aRunThatWroteAnotherValueIsNot() {
        assertThat(phone(List.of(change(6, "1")), List.of(edit(5, "phone"))).kind())
                .isEqualTo(FieldSource.Kind.PERSON);
    }

    @Test
    void ofARecordAddedHereNothingIsTold() {
        assertThat(FieldSources.of(Map.of("phone", "2"), List.of(), List.of(), null))
                .isEmpty();
    }
}
