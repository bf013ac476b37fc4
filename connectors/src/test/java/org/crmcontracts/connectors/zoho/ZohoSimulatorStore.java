package org.crmcontracts.connectors.zoho;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The records of the simulated organisation, in memory. */
final class ZohoSimulatorStore {
    static final Set<String> MODULES = Set.of("Accounts", "Contacts");

    /** The offset of the user whose token it is; not UTC, as with most real users. */
    private static final ZoneOffset OFFSET = ZoneOffset.ofHours(8);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final Map<String, Object> OWNER =
            Map.of("name", "Wang Integration", "id", "5725767000000411001", "email", "integration@crm.example");

    /** One record; Zoho's times have whole seconds. */
    record Row(String id, Instant modified, Map<String, Object> fields) {
        static final Comparator<Row> BY_TIME =
                Comparator.comparing(Row::modified).thenComparing(row -> Long.valueOf(row.id()));
        static final Comparator<Row> BY_ID = Comparator.comparing(row -> Long.valueOf(row.id()));
    }

    /** One deleted record. */
    record Deleted(String id, String name, Instant at) {}

    private final Clock clock;
    private final ZohoSimulatorSchema schema;
    private final Map<String, Map<String, Row>> rows = new HashMap<>();
    private final Map<String, Map<String, Deleted>> deleted = new HashMap<>();
    private long lastId = 5_725_767_000_000_500_000L;

    ZohoSimulatorStore(Clock clock) {
        this(clock, new ZohoSimulatorSchema());
    }

    ZohoSimulatorStore(Clock clock, ZohoSimulatorSchema schema) {
        this.clock = clock;
        this.schema = schema;
        MODULES.forEach(module -> {
            rows.put(module, new TreeMap<>());
            deleted.put(module, new LinkedHashMap<>());
        });
    }

    /** A record put again after its deletion counts as restored. */
    synchronized String put(String module, Map<String, Object> fields) {
        String id = fields.get("id") == null ? String.valueOf(++lastId) : String.valueOf(fields.get("id"));
        Row before = of(module).get(id);
        Map<String, Object> all = new LinkedHashMap<>(before == null ? Map.of("Owner", OWNER) : before.fields());
        all.putAll(fields);
        fields.forEach((name, value) -> {
            if (value instanceof String text) {
                schema.addOption(module, name, text);
            }
        });
        all.put("id", id);
        Object given = fields.get("Modified_Time");
        Instant modified =
                given == null ? now() : OffsetDateTime.parse(given.toString()).toInstant();
        all.put("Modified_Time", time(modified));
        if (before == null) {
            all.put("Created_Time", time(modified));
        }
        if (module.equals("Contacts") && all.get("Last_Name") != null) {
            Object first = all.get("First_Name");
            all.put("Full_Name", (first == null ? "" : first + " ") + all.get("Last_Name"));
        }
        of(module).put(id, new Row(id, modified, all));
        deleted.get(module).remove(id);
        return id;
    }

    synchronized void delete(String module, String id) {
        Row row = of(module).remove(id);
        if (row == null) {
            throw new IllegalArgumentException("No record " + id + " in " + module);
        }
        Object name = row.fields().get(module.equals("Accounts") ? "Account_Name" : "Full_Name");
        deleted.get(module).put(id, new Deleted(id, String.valueOf(name), now()));
    }

    /** Null where there is none (any more). */
    synchronized Row row(String module, String id) {
        return of(module).get(id);
    }

    /** A record whose field has this value; null where there is none. */
    synchronized Row holding(String module, String field, Object value) {
        return of(module).values().stream()
                .filter(row -> value != null && value.equals(row.fields().get(field)))
                .findFirst()
                .orElse(null);
    }

    /** What Zoho tells of a record that it has just written. */
    synchronized Map<String, Object> written(String module, String id) {
        Row row = of(module).get(id);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("id", id);
        details.put("Modified_Time", time(row.modified()));
        details.put("Created_Time", row.fields().get("Created_Time"));
        details.put("Modified_By", Map.of("name", "Wang Integration", "id", "5725767000000411001"));
        details.put("Created_By", Map.of("name", "Wang Integration", "id", "5725767000000411001"));
        return details;
    }

    synchronized List<Row> rows(String module) {
        return List.copyOf(of(module).values());
    }

    synchronized List<Deleted> deleted(String module) {
        return List.copyOf(deleted.get(module).values());
    }

    /** The asked fields only, null where a record has none; lookups with the name of today. */
    synchronized Map<String, Object> shown(Row row, List<String> names) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (String name : names) {
            Object value = row.fields().get(name);
            if (name.equals("Account_Name") && value instanceof Map<?, ?> reference) {
                Row account = of("Accounts").get(String.valueOf(reference.get("id")));
                value = account == null
                        ? null
                        : Map.of("id", account.id(), "name", account.fields().get("Account_Name"));
            }
            shown.put(name, value);
        }
        shown.put("id", row.id());
        return shown;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    static String time(Instant at) {
        return TIME.format(at.atOffset(OFFSET));
    }

    private Map<String, Row> of(String module) {
        Map<String, Row> found = rows.get(module);
        if (found == null) {
            throw new IllegalArgumentException("No module " + module);
        }
        return found;
    }
}
