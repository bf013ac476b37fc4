package org.crmcontracts.contracts.lifecycle;

import java.util.List;
import java.util.Map;

/** Something that happened to a contract, for its timeline and the audit log. */
public record Fact(String action, Map<String, ?> data) {
    public static List<Fact> of(String action, Map<String, ?> data) {
        return List.of(new Fact(action, data));
    }

    public static List<Fact> of(String action) {
        return of(action, Map.of());
    }
}
