package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.crmcontracts.tenants.events.EventCatalogue;
import org.crmcontracts.tenants.events.EventType;
import org.junit.jupiter.api.Test;

/** Event types are the API's promise: unique over all rooms, told in both languages, and without content. */
class EventTypesTest {
    /** What the payloads may name; a new member is weighed here: an admin reads them and must not read contracts. */
    private static final Set<String> MEMBERS = Set.of(
            "contractId",
            "number",
            "state",
            "version",
            "actorId",
            "runId",
            "connectionId",
            "outcome",
            "created",
            "updated",
            "quarantined",
            "deleted",
            "problemCode",
            "endpointId",
            "reason",
            "checkpointId",
            "seq",
            "hash",
            "jws");

    private static List<EventType> types() throws Exception {
        List<EventType> types = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter().importPackages("org.crmcontracts")) {
            if (!type.isInterface() && type.isAssignableTo(EventCatalogue.class)) {
                types.addAll(((EventCatalogue)
                                type.reflect().getDeclaredConstructor().newInstance())
                        .types());
            }
        }
        return types;
    }

    @Test
    void everyTypeIsUniqueAndDescribed() throws Exception {
        Set<String> names = new TreeSet<>();
        for (EventType type : types()) {
            assertThat(names.add(type.name())).as(type.name() + " stands twice").isTrue();
            String english = type.description(Locale.ENGLISH);
            assertThat(english).isNotEqualTo("event." + type.name()).isNotBlank();
            assertThat(type.description(Locale.SIMPLIFIED_CHINESE))
                    .isNotEqualTo(english)
                    .matches(".*\\p{IsHan}.*");
        }
        assertThat(names).hasSizeGreaterThan(14).contains("contract.signed", "sync-run.finished");
    }

    @Test
    void samplesNameThingsAndStatesOnly() throws Exception {
        for (EventType type : types()) {
            assertThat(MEMBERS).as(type.name()).containsAll(type.sample().keySet());
        }
    }
}
