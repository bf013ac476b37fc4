package org.crmcontracts.tenants.events;

import java.util.List;

/** The types of events that one room tells of; a bean in each room that does. */
public interface EventCatalogue {
    List<EventType> types();
}
