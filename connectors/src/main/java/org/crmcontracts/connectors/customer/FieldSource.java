package org.crmcontracts.connectors.customer;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a field's value comes from (字段来源).
 *
 * @param name of the connection or the person; null for an erased person
 * @param at when it came here; by a connection, when the run ended that brought it
 */
public record FieldSource(Kind kind, @Nullable String name, Instant at, @Nullable UUID connectionId) {
    public enum Kind {
        PERSON,
        CONNECTION
    }
}
