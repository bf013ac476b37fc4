package org.crmcontracts.connectors.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.sync.Place;
import org.crmcontracts.connectors.sync.Quarantine;
import org.crmcontracts.tenants.http.Cursor;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** Places in the lists of a connection, as cursors; one that is none is refused as {@code BAD_CURSOR}. */
final class Cursors {
    private static final int PLACE = 2;
    private static final int HELD = 3;

    private Cursors() {}

    /**
     * A page of lines that were read one beyond its end.
     *
     * @param cursor makes the cursor behind a line
     */
    static <T> Page<T> page(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) {
            return Page.of(found);
        }
        List<T> shown = found.subList(0, limit);
        return new Page<>(shown, cursor.apply(shown.get(limit - 1)), null);
    }

    static String of(Instant at, UUID id) {
        return Cursor.encode(at.toString(), id.toString());
    }

    static String of(Quarantine.Entry entry) {
        return Cursor.encode(entry.firstSeen().toString(), entry.kind().name(), entry.id());
    }

    static @Nullable Place place(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        List<String> parts = Cursor.decode(cursor, PLACE);
        return read(() -> new Place(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))));
    }

    static Quarantine.@Nullable Place held(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        List<String> parts = Cursor.decode(cursor, HELD);
        return read(() ->
                new Quarantine.Place(Instant.parse(parts.get(0)), RemoteKind.valueOf(parts.get(1)), parts.get(2)));
    }

    private static <T> T read(java.util.function.Supplier<T> parts) {
        try {
            return parts.get();
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new Problem(HttpProblem.BAD_CURSOR);
        }
    }
}
