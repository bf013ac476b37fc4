package org.crmcontracts.tenants.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;

/** All types of events that this installation tells of. */
@ApplicationScoped
public class EventTypes {
    @Inject
    @Any
    Instance<EventCatalogue> catalogues;

    /** By name. */
    public List<EventType> all() {
        return catalogues.stream()
                .flatMap(catalogue -> catalogue.types().stream())
                .sorted(Comparator.comparing(EventType::name))
                .toList();
    }

    /** Whether the text is a pattern and stands for at least one type. */
    boolean knows(String pattern) {
        return EventPatterns.isPattern(pattern)
                && all().stream().anyMatch(type -> EventPatterns.matches(pattern, type.name()));
    }
}
