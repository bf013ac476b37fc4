package org.crmcontracts.tenants.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crmcontracts.tenants.http.Json;
import org.junit.jupiter.api.Test;

class PersonalTextsTest {
    private final List<AuditPerson> kept = new ArrayList<>();

    @Test
    void textsAreTakenOutAtEveryDepthAndPutBack() {
        Map<String, Object> data = Map.of(
                "round", 2, "comment", Personal.of("Ask Li Lei"), "parts", List.of(Map.of("by", Personal.of("王芳")), 7));
        Map<String, Object> stored = takeOut(data);
        assertThat(Json.canonical(stored)).doesNotContain("Li Lei", "王芳").contains("\"round\":2");
        assertThat(PersonalTexts.refs(stored)).hasSize(2);
        assertThat(PersonalTexts.putBack(stored, people(kept)))
                .isEqualTo(Map.of("round", 2, "comment", "Ask Li Lei", "parts", List.of(Map.of("by", "王芳"), 7)));
    }

    @Test
    void anErasedTextIsNull() {
        Map<String, Object> shown = PersonalTexts.putBack(takeOut(Map.of("comment", Personal.of("x"))), Map.of());
        assertThat(shown).containsKey("comment").containsEntry("comment", null);
    }

    @Test
    void equalTextsHaveUnequalReferences() {
        takeOut(Map.of("a", Personal.of("same"), "b", Personal.of("same")));
        assertThat(kept).extracting(AuditPerson::ref).doesNotHaveDuplicates();
        assertThat(kept).allMatch(AuditPerson::fits);
    }

    @Test
    void aChangedPersonDoesNotFit() {
        AuditPerson person = AuditPerson.of(AuditPerson.Kind.ACTOR, "u1", "Li Lei");
        assertThat(new AuditPerson(person.ref(), person.kind(), person.salt(), "u1", "Wang").fits())
                .isFalse();
        assertThat(new AuditPerson(person.ref(), person.kind(), person.salt(), "u2", "Li Lei").fits())
                .isFalse();
        assertThat(new AuditPerson(person.ref(), AuditPerson.Kind.TEXT, person.salt(), "u1", "Li Lei").fits())
                .isFalse();
    }

    private Map<String, Object> takeOut(Map<String, ?> data) {
        return new LinkedHashMap<>(PersonalTexts.takeOut(data, text -> {
            AuditPerson person = AuditPerson.of(AuditPerson.Kind.TEXT, "u1", text.text());
            kept.add(person);
            return person;
        }));
    }

    private static Map<String, AuditPerson> people(List<AuditPerson> all) {
        return all.stream().collect(Collectors.toMap(AuditPerson::ref, Function.identity()));
    }
}
