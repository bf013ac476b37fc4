package org.crmcontracts.connectors.customer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a customer (历史记录), as its page tells it.
 *
 * @param action the audit log's name of it, or {@code read}, {@code sent}, {@code brought} of a connection
 * @param by of the person or the connection; null for an erased person
 * @param fields our names of those concerned; one for a change with its values
 * @param rule why the sync did it, null for a person's change
 * @param other another customer that it is about
 */
public record CustomerEvent(
        Instant at,
        String action,
        FieldSource.Kind kind,
        @Nullable String by,
        List<String> fields,
        @Nullable String before,
        @Nullable String after,
        @Nullable String rule,
        @Nullable UUID connectionId,
        @Nullable UUID runId,
        @Nullable String other) {}
