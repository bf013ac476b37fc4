package org.crmcontracts.connectors.dolibarr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.crmcontracts.connectors.dolibarr.DolibarrSimulatorStore.Extra;
import org.crmcontracts.connectors.dolibarr.DolibarrSimulatorStore.Row;
import org.crmcontracts.connectors.simulator.SimulatorAnswer;
import org.crmcontracts.connectors.simulator.SimulatorFault;
import org.crmcontracts.connectors.simulator.SimulatorRequest;
import org.crmcontracts.connectors.simulator.SimulatorServer;

/**
 * A Dolibarr for tests and demos: stateful, in memory, on the loopback address, with the REST API's shapes and oddities
 * as seen in 20.0.2.
 *
 * <p>The only accepted key is {@link #KEY}. Tables are named as in the API's paths: thirdparties, contacts, users.
 */
public final class DolibarrSimulator {
    public static final String KEY = "demo-dolapikey";

    private static final String BASE = "/api/index.php/";
    private static final Map<String, String> REQUIRED = Map.of("thirdparties", "name", "contacts", "lastname");
    private static final Map<String, String> NONE = Map.of(
            "thirdparties", "Thirdparties not found", "contacts", "Contacts not found", "users", "No User found");
    private static final Map<String, String> ELEMENT = Map.of("societe", "thirdparties", "socpeople", "contacts");
    private static final Map<Integer, String> WORDS = Map.of(
            400,
            "Bad Request",
            401,
            "Unauthorized",
            403,
            "Forbidden",
            404,
            "Not Found",
            500,
            "Internal Server Error",
            503,
            "Service Unavailable");

    private final ObjectMapper mapper = new ObjectMapper();
    private final DolibarrSimulatorStore store;
    private final SimulatorServer server = new SimulatorServer("dolibarr", this::answer);
    private final Set<String> modulesOff = new HashSet<>();
    private final AtomicInteger creating = new AtomicInteger();
    private volatile boolean admin = true;
    private volatile boolean revoked;
    private volatile boolean contactsTellTimes;

    /** Why a call is refused; null for the bare words of the status. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int status;
        final String detail;

        Refused(int status, String message) {
            this(status, message, null);
        }

        Refused(int status, String message, String detail) {
            super(message);
            this.status = status;
            this.detail = detail;
        }
    }

    /** In the time zone of most Dolibarrs. */
    public DolibarrSimulator() {
        this(Clock.systemUTC(), ZoneId.of("Europe/Paris"));
    }

    public DolibarrSimulator(Clock clock, ZoneId zone) {
        store = new DolibarrSimulatorStore(clock, zone);
        put(
                "users",
                Map.of(
                        "login",
                        "integration",
                        "lastname",
                        "Integration",
                        "firstname",
                        "Ingrid",
                        "email",
                        "integration@crm.example",
                        "status",
                        "1",
                        "admin",
                        "1"));
    }

    /** Port 0 takes a free one. Answers the port. */
    public int start(int port) {
        return server.start(port);
    }

    public void stop() {
        server.stop();
    }

    /** Eight invented companies, each with one or two contacts. */
    public void seed() {
        DolibarrSimulatorSeed.world(this);
    }

    /** Creates, or changes the given fields where {@code id} is given; answers the id. */
    public String put(String table, Map<String, String> fields) {
        Map<String, String> values = new LinkedHashMap<>(fields);
        String id = values.remove("id");
        if (id == null) {
            if (table.equals("thirdparties")) {
                values.putIfAbsent("client", "1");
                values.putIfAbsent("status", "1");
                values.putIfAbsent("code_client", store.nextCode());
            }
            return String.valueOf(store.insert(table, values));
        }
        store.update(table, Long.parseLong(id), values);
        return id;
    }

    /** Sets a row's modification time; whole seconds. */
    public void touch(String table, String id, Instant modified) {
        store.touch(table, Long.parseLong(id), modified);
    }

    /** The row's fields as they are kept, null where there is none. */
    public Map<String, String> row(String table, String id) {
        Row row = store.row(table, Long.parseLong(id));
        return row == null ? null : row.fields();
    }

    public List<String> ids(String table) {
        return store.rows(table).stream().map(row -> String.valueOf(row.id())).toList();
    }

    /** Deletes for good, as Dolibarr does. */
    public void delete(String table, String id) {
        store.delete(table, Long.parseLong(id));
    }

    /** Adds a complementary attribute of the given type, such as varchar or select. */
    public void define(String table, String name, String label, String type, int size, Map<String, String> options) {
        store.define(table, name, new Extra(label, type, size, false, options));
    }

    public void undefine(String table, String name) {
        store.undefine(table, name);
    }

    /** Whether the key's user is an administrator; only they may read how attributes are defined. */
    public void admin(boolean is) {
        admin = is;
    }

    /** The key is taken away. */
    public void revoke() {
        revoked = true;
    }

    /** Whether contacts hold their modification time; versions differ. */
    public void contactsTellTimes(boolean tell) {
        contactsTellTimes = tell;
    }

    /** The module of these records is switched off: its addresses are none. */
    public void switchOff(String table) {
        modulesOff.add(table);
    }

    /** The next calls fail in this way. */
    public void fault(int times, SimulatorFault fault) {
        server.fault(times, request -> true, fault);
    }

    public void fault(int times, Predicate<SimulatorRequest> of, SimulatorFault fault) {
        server.fault(times, of, fault);
    }

    /** An error as Dolibarr itself words it, without carrying the call out. */
    public static SimulatorFault error(int status, String message, String detail) {
        return SimulatorFault.instead(
                SimulatorAnswer.json(status, errorBody(new ObjectMapper(), status, message, detail)));
    }

    /** Alters the rows of a list; the call is carried out. */
    public SimulatorFault rows(Function<List<JsonNode>, List<JsonNode>> change) {
        return SimulatorFault.altered(answer -> {
            JsonNode body = read(answer.body());
            if (!body.isArray()) {
                return answer;
            }
            List<JsonNode> rows = new ArrayList<>();
            body.forEach(rows::add);
            return SimulatorAnswer.json(200, written(change.apply(rows)));
        });
    }

    public void noFaults() {
        server.noFaults();
    }

    /** The latest exchanges, oldest first. */
    public List<SimulatorServer.Exchange> exchanges() {
        return server.exchanges();
    }

    private SimulatorAnswer answer(SimulatorRequest request) {
        try {
            return SimulatorAnswer.json(200, written(carryOut(request)));
        } catch (Refused e) {
            return SimulatorAnswer.json(e.status, errorBody(mapper, e.status, e.getMessage(), e.detail));
        }
    }

    private Object carryOut(SimulatorRequest request) {
        if (!request.path().startsWith(BASE)) {
            throw new Refused(404, null);
        }
        if (revoked || !KEY.equals(request.headers().get("dolapikey"))) {
            throw new Refused(401, "Failed to login to API. No parameter 'HTTP_DOLAPIKEY' on HTTP header or wrong key");
        }
        String[] path = request.path().substring(BASE.length()).split("/", -1);
        if (path.length == 2 && path[0].equals("setup") && path[1].equals("extrafields")) {
            return extraFields(request);
        }
        String table = path[0];
        if (!DolibarrSimulatorStore.COLUMNS.containsKey(table) || modulesOff.contains(table) || path.length > 2) {
            throw new Refused(404, null);
        }
        if (path.length == 1) {
            return switch (request.method()) {
                case "GET" -> list(table, request.query());
                case "POST" -> create(table, read(request.body()));
                default -> throw new Refused(404, null);
            };
        }
        if (!request.method().equals("PUT") || table.equals("users")) {
            throw new Refused(404, null);
        }
        return update(table, path[1], read(request.body()));
    }

    private Object extraFields(SimulatorRequest request) {
        if (!admin) {
            throw new Refused(403, "Only an admin user can get list of extrafields");
        }
        String element = request.query().getOrDefault("elementtype", "");
        Map<String, Object> fields = new LinkedHashMap<>();
        store.extras(ELEMENT.getOrDefault(element, "users")).forEach((name, extra) -> {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("type", extra.type());
            shown.put("label", extra.label());
            shown.put("size", String.valueOf(extra.size()));
            shown.put("computed", null);
            shown.put("required", extra.required() ? "1" : "0");
            shown.put("param", extra.options().isEmpty() ? "" : Map.of("options", extra.options()));
            fields.put(name, shown);
        });
        // PHP has one word for an empty list and an empty map.
        return fields.isEmpty() ? List.of() : Map.of(element, fields);
    }

    private Object list(String table, Map<String, String> query) {
        int limit = Integer.parseInt(query.getOrDefault("limit", "100"));
        int page = Integer.parseInt(query.getOrDefault("page", "0"));
        if (!query.getOrDefault("sortfield", "t.rowid").equals("t.rowid")) {
            throw new Refused(503, "Error when retrieving the list : Unknown column in order clause");
        }
        Predicate<Row> filter = DolibarrSimulatorFilter.of(store, table, query.getOrDefault("sqlfilters", ""));
        Set<String> properties = Set.of(query.getOrDefault("properties", "").split(",", -1));
        List<Map<String, Object>> found = store.rows(table).stream()
                .filter(filter)
                .skip((long) page * limit)
                .limit(limit == 0 ? Long.MAX_VALUE : limit)
                .map(row -> shown(table, row))
                .toList();
        if (found.isEmpty()) {
            throw new Refused(404, NONE.get(table));
        }
        if (query.containsKey("properties")) {
            found.forEach(row -> row.keySet().retainAll(properties));
        }
        return found;
    }

    private Map<String, Object> shown(String table, Row row) {
        Map<String, Object> shown = new LinkedHashMap<>();
        Map<String, Object> extras = new LinkedHashMap<>();
        shown.put("id", String.valueOf(row.id()));
        DolibarrSimulatorStore.COLUMNS
                .get(table)
                .keySet()
                .forEach(name -> shown.put(name, row.fields().get(name)));
        store.extras(table)
                .keySet()
                .forEach(name -> extras.put("options_" + name, row.fields().get("options_" + name)));
        shown.put("array_options", extras.isEmpty() ? List.of() : extras);
        if (table.equals("thirdparties") || (table.equals("contacts") && contactsTellTimes)) {
            shown.put("date_creation", row.created().getEpochSecond());
            shown.put("date_modification", row.modified().getEpochSecond());
        }
        String company = row.fields().get("socid");
        if (company != null && store.row("thirdparties", Long.parseLong(company)) != null) {
            shown.put(
                    "socname",
                    store.row("thirdparties", Long.parseLong(company)).fields().get("name"));
        }
        return shown;
    }

    private Object create(String table, JsonNode body) {
        if (table.equals("users")) {
            throw new Refused(403, "Not allowed");
        }
        if (body.path(REQUIRED.get(table)).asText("").isEmpty()) {
            throw new Refused(400, REQUIRED.get(table) + " field missing");
        }
        Map<String, String> fields = fields(table, body);
        if (!table.equals("thirdparties")) {
            return store.insert(table, fields);
        }
        // The number is looked up, and only then taken: whoever does so meanwhile gets the same one.
        try {
            if (creating.incrementAndGet() > 1) {
                throw duplicate();
            }
            if (fields.getOrDefault("code_client", "-1").equals("-1")) {
                fields.put("code_client", store.nextCode());
            }
            boolean taken = store.rows(table).stream().anyMatch(row -> fields.get("code_client")
                    .equals(row.fields().get("code_client")));
            if (taken) {
                throw duplicate();
            }
            fields.putIfAbsent("status", "1");
            return store.insert(table, fields);
        } finally {
            creating.decrementAndGet();
        }
    }

    private static Refused duplicate() {
        return new Refused(500, "Error creating thirdparty", "Error, duplicate value in unique field");
    }

    private Object update(String table, String id, JsonNode body) {
        if (!id.matches("[0-9]+") || store.row(table, Long.parseLong(id)) == null) {
            throw new Refused(404, table.equals("contacts") ? "Contact not found" : "Thirdparty not found");
        }
        Map<String, String> change = fields(table, body);
        if ("".equals(change.get(REQUIRED.get(table)))) {
            throw new Refused(500, "Error when updating", "ErrorBadThirdPartyName");
        }
        return shown(table, store.update(table, Long.parseLong(id), change));
    }

    /** Names that the object does not have are passed over in silence, as in PHP. */
    private Map<String, String> fields(String table, JsonNode body) {
        if (!body.isObject()) {
            throw new Refused(400, "no object");
        }
        Map<String, Integer> columns = DolibarrSimulatorStore.COLUMNS.get(table);
        Map<String, String> fields = new LinkedHashMap<>();
        body.fields().forEachRemaining(entry -> {
            String value = entry.getValue().asText("");
            Integer length = columns.get(entry.getKey());
            if (columns.containsKey(entry.getKey())) {
                if (length != null && length > 0 && value.codePointCount(0, value.length()) > length) {
                    throw new Refused(500, "Error saving", "Data too long for column '" + entry.getKey() + "'");
                }
                fields.put(entry.getKey(), value);
            }
        });
        body.path("array_options").fields().forEachRemaining(entry -> {
            if (store.extras(table).containsKey(entry.getKey().replaceFirst("^options_", ""))) {
                fields.put(entry.getKey(), entry.getValue().asText(""));
            }
        });
        if (fields.containsKey("email")
                && !fields.get("email").isEmpty()
                && !fields.get("email").contains("@")) {
            throw new Refused(500, "Error saving", "ErrorBadEMail");
        }
        String company = fields.getOrDefault("socid", "");
        if (!company.isEmpty() && store.row("thirdparties", Long.parseLong(company)) == null) {
            throw new Refused(500, "Error saving", "Cannot add or update a child row: a foreign key constraint fails");
        }
        return fields;
    }

    private static String errorBody(ObjectMapper mapper, int status, String message, String detail) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", status);
        error.put("message", WORDS.getOrDefault(status, "Error") + (message == null ? "" : ": " + message));
        if (detail != null) {
            error.put("0", detail);
        }
        try {
            return mapper.writeValueAsString(Map.of("error", error));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode read(String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new Refused(400, "no JSON");
        }
    }

    private String written(Object body) {
        try {
            return mapper.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
