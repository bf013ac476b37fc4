package org.crmcontracts.connectors.customer;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the source of each field in what is on record: the runs' history, the audit log, and the link that a record came
 * with. Nothing is written for it, so a first load costs what it did. Pure.
 */
final class FieldSources {
    private FieldSources() {}

    /** A run gave the field this value. */
    record Change(Instant at, UUID connectionId, String connection, String field, @Nullable String after) {}

    /** A person wrote these fields; the log tells no values. */
    record Edit(Instant at, @Nullable String person, Set<String> fields) {}

    /** The connection that brought the record, and when. */
    record Origin(Instant at, UUID connectionId, String connection) {}

    /**
     * The sources of those fields that have a value; a field of which nothing is on record is absent.
     *
     * @param origin null for a record that was added here
     */
    static Map<String, FieldSource> of(
            Map<String, String> fields, List<Change> changes, List<Edit> edits, @Nullable Origin origin) {
        Map<String, FieldSource> sources = new TreeMap<>();
        fields.forEach((field, value) -> {
            // A run that wrote another value is not the last that touched the field, whatever the clocks say.
            Optional<Change> change = changes.stream()
                    .filter(one -> one.field().equals(field) && value.equals(one.after()))
                    .max(Comparator.comparing(Change::at));
            Optional<Edit> edit =
                    edits.stream().filter(one -> one.fields().contains(field)).max(Comparator.comparing(Edit::at));
            if (edit.isPresent()
                    && (change.isEmpty() || edit.get().at().isAfter(change.get().at()))) {
                sources.put(
                        field,
                        new FieldSource(
                                FieldSource.Kind.PERSON,
                                edit.get().person(),
                                edit.get().at(),
                                null));
            } else if (change.isPresent()) {
                sources.put(
                        field,
                        new FieldSource(
                                FieldSource.Kind.CONNECTION,
                                change.get().connection(),
                                change.get().at(),
                                change.get().connectionId()));
            } else if (origin != null) {
                sources.put(
                        field,
                        new FieldSource(
                                FieldSource.Kind.CONNECTION, origin.connection(), origin.at(), origin.connectionId()));
            }
        });
        return sources;
    }
}
