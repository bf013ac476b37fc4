package org.crmcontracts.connectors.dolibarr;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The tables of the simulated Dolibarr, in memory; modification times are local and in whole seconds. */
final class DolibarrSimulatorStore {
    private static final DateTimeFormatter SQL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** Columns and their lengths; 0 for a number, null for a text of any length. */
    static final Map<String, Map<String, Integer>> COLUMNS = Map.of(
            "thirdparties",
            columns(
                    "name",
                    128,
                    "name_alias",
                    128,
                    "ref_ext",
                    255,
                    "code_client",
                    24,
                    "client",
                    1,
                    "email",
                    128,
                    "phone",
                    30,
                    "url",
                    255,
                    "address",
                    255,
                    "zip",
                    25,
                    "town",
                    50,
                    "idprof1",
                    128,
                    "idprof2",
                    128,
                    "idprof3",
                    128,
                    "idprof4",
                    128,
                    "tva_intra",
                    20,
                    "note_public",
                    null,
                    "status",
                    1),
            "contacts",
            columns(
                    "lastname",
                    50,
                    "firstname",
                    50,
                    "ref_ext",
                    255,
                    "socid",
                    0,
                    "email",
                    255,
                    "phone_pro",
                    30,
                    "phone_mobile",
                    30,
                    "poste",
                    255,
                    "address",
                    255,
                    "zip",
                    25,
                    "town",
                    50,
                    "note_public",
                    null),
            "users",
            columns("login", 50, "lastname", 50, "firstname", 50, "email", 255, "status", 1, "admin", 1));

    /** A complementary attribute as {@code setup/extrafields} tells it. */
    record Extra(String label, String type, int size, boolean required, Map<String, String> options) {}

    /** One row; its fields by the API's names, complementary attributes by {@code options_…}. */
    record Row(long id, Instant created, Instant modified, Map<String, String> fields) {}

    private final Clock clock;
    private final ZoneId zone;
    private final Map<String, TreeMap<Long, Row>> tables = new LinkedHashMap<>();
    private final Map<String, Map<String, Extra>> extras = new LinkedHashMap<>();
    private final Map<String, Long> lastIds = new LinkedHashMap<>();
    private int lastCode;

    DolibarrSimulatorStore(Clock clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
        COLUMNS.keySet().forEach(table -> {
            tables.put(table, new TreeMap<>());
            extras.put(table, new LinkedHashMap<>());
        });
    }

    private static Map<String, Integer> columns(Object... namesAndLengths) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndLengths.length; i += 2) {
            columns.put((String) namesAndLengths[i], (Integer) namesAndLengths[i + 1]);
        }
        return columns;
    }

    synchronized void define(String table, String name, Extra extra) {
        extras.get(table).put(name, extra);
    }

    synchronized void undefine(String table, String name) {
        extras.get(table).remove(name);
    }

    synchronized Map<String, Extra> extras(String table) {
        return new LinkedHashMap<>(extras.get(table));
    }

    synchronized long insert(String table, Map<String, String> fields) {
        // A deleted row's id is not given again.
        long id = lastIds.merge(table, 1L, Long::sum);
        tables.get(table).put(id, new Row(id, now(), now(), new LinkedHashMap<>(fields)));
        return id;
    }

    /** As the database does it: a row whose values stay the same keeps its modification time. */
    synchronized Row update(String table, long id, Map<String, String> change) {
        Row before = tables.get(table).get(id);
        Map<String, String> fields = new LinkedHashMap<>(before.fields());
        fields.putAll(change);
        boolean same = change.entrySet().stream()
                .allMatch(entry -> Objects.equals(before.fields().get(entry.getKey()), entry.getValue()));
        Row after = new Row(id, before.created(), same ? before.modified() : now(), fields);
        tables.get(table).put(id, after);
        return after;
    }

    /** A row's modification time as a test or a seed wants it. */
    synchronized void touch(String table, long id, Instant modified) {
        Row row = tables.get(table).get(id);
        tables.get(table).put(id, new Row(id, row.created(), modified.truncatedTo(ChronoUnit.SECONDS), row.fields()));
    }

    synchronized void delete(String table, long id) {
        if (tables.get(table).remove(id) == null) {
            throw new IllegalArgumentException("No " + id + " in " + table);
        }
    }

    synchronized Row row(String table, long id) {
        return tables.get(table).get(id);
    }

    synchronized List<Row> rows(String table) {
        return new ArrayList<>(tables.get(table).values());
    }

    synchronized String nextCode() {
        return "CU2611-%05d".formatted(++lastCode);
    }

    /** How a filter has to spell a moment. */
    String local(Instant moment) {
        return SQL.format(LocalDateTime.ofInstant(moment, zone));
    }

    /** The moment that the database takes a filter's text for: of two, the earlier. */
    Instant moment(String local) {
        return LocalDateTime.parse(local, SQL).atZone(zone).toInstant();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
