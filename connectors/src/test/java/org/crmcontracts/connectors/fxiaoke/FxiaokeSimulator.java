package org.crmcontracts.connectors.fxiaoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.crmcontracts.connectors.fxiaoke.FxiaokeSimulatorData.Refused;
import org.crmcontracts.connectors.fxiaoke.FxiaokeSimulatorStore.Field;
import org.crmcontracts.connectors.simulator.SimulatorAnswer;
import org.crmcontracts.connectors.simulator.SimulatorFault;
import org.crmcontracts.connectors.simulator.SimulatorRequest;
import org.crmcontracts.connectors.simulator.SimulatorServer;

/**
 * A Fxiaoke tenant for tests and demos: stateful, in memory, on the loopback address, and as strict as the documents.
 *
 * <p>Every answer has status 200. The only accepted grant is that of {@link #APP_ID}, {@link #APP_SECRET} and
 * {@link #PERMANENT_CODE}; grants at the same time, or an eleventh within a minute, are refused.
 */
public final class FxiaokeSimulator {
    public static final String APP_ID = "FSAID_demo";
    public static final String APP_SECRET = "demo-secret";
    public static final String PERMANENT_CODE = "demo-permanent-code";
    public static final String EA = "fxdemo1";
    /** The employee whom the connector acts as. */
    public static final String EMPLOYEE = "1000";

    private static final int GRANTS_PER_MINUTE = 10;
    private static final int EXPIRES_IN = 7_084;
    private static final String DATA = "/cgi/crm/v2/data/";
    private static final String CUSTOM_DATA = "/cgi/crm/custom/v2/data/";

    private final ObjectMapper mapper = new ObjectMapper();
    private final Clock clock;
    private final FxiaokeSimulatorStore store;
    private final FxiaokeSimulatorData data;
    private final SimulatorServer server = new SimulatorServer("fxiaoke", this::answer);
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Set<String> traces = Collections.synchronizedSet(new HashSet<>());
    private final Deque<Long> grantTimes = new ArrayDeque<>();
    private final AtomicInteger grantsUnderWay = new AtomicInteger();
    private volatile boolean revoked;

    public FxiaokeSimulator() {
        this(Clock.systemUTC());
    }

    public FxiaokeSimulator(Clock clock) {
        this.clock = clock;
        store = new FxiaokeSimulatorStore(clock);
        data = new FxiaokeSimulatorData(mapper, store);
        put(
                "PersonnelObj",
                Map.of("user_id", EMPLOYEE, "full_name", "王集成", "email", "integration@crm.example", "status", "0"));
    }

    /** Port 0 takes a free one. Answers the port. */
    public int start(int port) {
        return server.start(port);
    }

    public void stop() {
        server.stop();
    }

    /** Twelve invented Chinese companies, each with one or two contacts. */
    public void seedChinese() {
        FxiaokeSimulatorSeed.chinese(this);
    }

    /** Creates, or changes the given fields where {@code _id} is known; answers the id. */
    public String put(String object, Map<String, Object> fields) {
        return store.put(object, fields, EMPLOYEE);
    }

    /** The record as it is kept, null where there is none. */
    public Map<String, Object> row(String object, String id) {
        return store.row(object, id);
    }

    /** The ids of an object's records in ascending order, those of voided records included. */
    public List<String> ids(String object) {
        return store.rows(object).stream()
                .map(row -> String.valueOf(row.get("_id")))
                .toList();
    }

    /** 作废: the record stays, but its users no longer see it. */
    public void voidRecord(String object, String id) {
        store.put(object, Map.of("_id", id, "life_status", "invalid"), EMPLOYEE);
    }

    /** Deletes for good. */
    public void delete(String object, String id) {
        store.remove(object, id);
    }

    /** Adds a field that the tenant has defined, or changes it. */
    public void defineText(String object, String name, String label, boolean required, boolean unique) {
        store.define(object, new Field(name, "text", label, required, unique, 100, Map.of()));
    }

    public void removeField(String object, String name) {
        store.undefine(object, name);
    }

    /** Whether queries answer voided records that were not asked for; the documents do not say. */
    public void showVoided(boolean shows) {
        data.showsVoided(shows);
    }

    /** Without them the list of employees is empty, even for an administrator. */
    public void grantPersonnelRights(boolean granted) {
        data.personnelRights(granted);
    }

    /** How many writes have started an approval flow. */
    public int approvalsStarted() {
        return data.approvalsStarted();
    }

    /** No token is good any more and none is granted: the app is stopped. */
    public void revoke() {
        tokens.clear();
        revoked = true;
    }

    /** All access tokens so far are no longer valid. */
    public void expireTokens() {
        tokens.clear();
    }

    /** The next calls of the data interfaces, not of the token endpoint, fail in this way. */
    public void fault(int times, SimulatorFault fault) {
        server.fault(times, request -> !isGrant(request), fault);
    }

    public void fault(int times, Predicate<SimulatorRequest> of, SimulatorFault fault) {
        server.fault(times, of, fault);
    }

    /** Answers with an error code, and does not carry the call out. */
    public static SimulatorFault error(int code) {
        return SimulatorFault.instead(SimulatorAnswer.json(200, errorBody(code, "as asked for")));
    }

    /** Alters the list of rows in an answer to a query; the call is carried out. */
    public SimulatorFault rows(Function<List<JsonNode>, List<JsonNode>> change) {
        return SimulatorFault.altered(answer -> {
            try {
                JsonNode body = mapper.readTree(answer.body());
                if (body.path("data").path("dataList").isArray()) {
                    List<JsonNode> rows = new ArrayList<>();
                    body.path("data").path("dataList").forEach(rows::add);
                    ((ObjectNode) body.path("data")).set("dataList", mapper.valueToTree(change.apply(rows)));
                }
                return SimulatorAnswer.json(200, mapper.writeValueAsString(body));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    public void noFaults() {
        server.noFaults();
    }

    /** The latest exchanges, oldest first. */
    public List<SimulatorServer.Exchange> exchanges() {
        return server.exchanges();
    }

    public static boolean isGrant(SimulatorRequest request) {
        return request.path().equals("/oauth2.0/token");
    }

    private SimulatorAnswer answer(SimulatorRequest request) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "traceId", "E-O." + EA + "." + EMPLOYEE + "-" + request.query().get("thirdTraceId"));
        answer.put("errorCode", 0);
        answer.put("errorMessage", "OK");
        answer.put("errorDescription", "success");
        try {
            answer.putAll(carryOut(request));
            return SimulatorAnswer.json(200, mapper.writeValueAsString(answer));
        } catch (Refused e) {
            return SimulatorAnswer.json(200, errorBody(e.code, e.getMessage()));
        } catch (JsonProcessingException e) {
            return SimulatorAnswer.json(200, errorBody(FxiaokeSimulatorData.BAD_PARAMETER, "no JSON"));
        }
    }

    private Map<String, Object> carryOut(SimulatorRequest request) throws JsonProcessingException {
        if (!request.method().equals("POST")
                || !String.valueOf(request.headers().get("content-type")).startsWith("application/json")) {
            throw new Refused(10006, "POST of JSON only");
        }
        String trace = request.query().getOrDefault("thirdTraceId", "");
        boolean writes = request.path().endsWith("/create") || request.path().endsWith("/update");
        if (!isUuid(trace) || (!traces.add(trace) && writes)) {
            throw new Refused(FxiaokeSimulatorData.BAD_PARAMETER, "thirdTraceId is to be a new UUID");
        }
        JsonNode body = mapper.readTree(request.body());
        if (isGrant(request)) {
            return grant(body);
        }
        String employee = authorised(request.headers());
        return switch (request.path()) {
            case "/cgi/crm/v2/object/describe" -> data.describe(body);
            case DATA + "query", CUSTOM_DATA + "query" -> data.query(onItsPath(request, body, false));
            case DATA + "create", CUSTOM_DATA + "create" -> data.create(onItsPath(request, body, true), employee);
            case DATA + "update", CUSTOM_DATA + "update" -> data.update(onItsPath(request, body, true), employee);
            default -> throw new Refused(10006, "no such interface");
        };
    }

    /** Objects that the tenant has defined have a path of their own. */
    private static JsonNode onItsPath(SimulatorRequest request, JsonNode body, boolean writes) {
        JsonNode object =
                (writes ? body.path("data").path("object_data") : body.path("data")).path("dataObjectApiName");
        if (object.asText().endsWith("__c") != request.path().startsWith(CUSTOM_DATA)) {
            throw new Refused(FxiaokeSimulatorData.BAD_PARAMETER, "the other path is for " + object);
        }
        return body;
    }

    private Map<String, Object> grant(JsonNode body) {
        if (grantsUnderWay.incrementAndGet() > 1) {
            grantsUnderWay.decrementAndGet();
            throw new Refused(14001, "no concurrent grants");
        }
        try {
            pace();
            if (revoked) {
                throw new Refused(20020, "the app is stopped");
            }
            if (!"app_secret".equals(body.path("grantType").asText())) {
                throw new Refused(FxiaokeSimulatorData.BAD_PARAMETER, "grantType");
            }
            if (!APP_ID.equals(body.path("appId").asText())) {
                throw new Refused(20006, "appId");
            }
            if (!APP_SECRET.equals(body.path("appSecret").asText())) {
                throw new Refused(20015, "appSecret");
            }
            if (!PERMANENT_CODE.equals(body.path("permanentCode").asText())) {
                throw new Refused(11013, "permanentCode");
            }
            String token = UUID.randomUUID().toString();
            tokens.add(token);
            return Map.of(
                    "accessToken",
                    token,
                    "expiresIn",
                    EXPIRES_IN,
                    "ea",
                    EA,
                    "appId",
                    APP_ID,
                    "openUserId",
                    "FSCID_demo");
        } finally {
            grantsUnderWay.decrementAndGet();
        }
    }

    private synchronized void pace() {
        long now = clock.millis();
        grantTimes.removeIf(time -> time <= now - 60_000);
        if (grantTimes.size() >= GRANTS_PER_MINUTE) {
            throw new Refused(14001, "more than ten grants a minute");
        }
        grantTimes.add(now);
    }

    private String authorised(Map<String, String> headers) {
        String authorization = headers.get("authorization");
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            throw new Refused(20017, "no token");
        }
        if (!tokens.contains(authorization.substring("Bearer ".length()))) {
            throw new Refused(20016, "token expired");
        }
        String employee = headers.getOrDefault("x-fs-userid", "");
        boolean known = store.rows("PersonnelObj").stream().anyMatch(row -> employee.equals(row.get("user_id")));
        if (!EA.equals(headers.get("x-fs-ea")) || !known) {
            throw new Refused(20014, "x-fs-ea or x-fs-userid");
        }
        return employee;
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String errorBody(int code, String message) {
        return "{\"traceId\":\"E-O.demo\",\"errorCode\":%d,\"errorMessage\":\"%s\",\"errorDescription\":\"refused\"}"
                .formatted(code, message.replace('"', '\'').replace('\\', '/'));
    }
}
