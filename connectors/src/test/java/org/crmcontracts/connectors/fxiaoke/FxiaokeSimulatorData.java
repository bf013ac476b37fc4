package org.crmcontracts.connectors.fxiaoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crmcontracts.connectors.fxiaoke.FxiaokeSimulatorStore.Field;

/** The simulated data calls: describe, query, create and update, as strict as the documents are. */
final class FxiaokeSimulatorData {
    static final int BAD_PARAMETER = 15002;
    static final int BUSINESS = 32000;
    static final int OUT_OF_RANGE = 10013;

    private static final int MAX_LIMIT = 100;
    private static final int MAX_OFFSET = 10_000;
    private static final Set<String> COMPUTED = Set.of("formula", "count", "quote", "auto_number");
    private static final Set<String> SWITCHES = Set.of(
            "triggerApprovalFlow", "triggerWorkFlow", "hasSpecifyTime", "hasSpecifyCreatedBy", "includeDetailIds");

    private final ObjectMapper mapper;
    private final FxiaokeSimulatorStore store;
    private boolean showsVoided;
    private boolean personnelRights = true;
    private int approvalsStarted;

    /** Why a call is refused. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int code;

        Refused(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    FxiaokeSimulatorData(ObjectMapper mapper, FxiaokeSimulatorStore store) {
        this.mapper = mapper;
        this.store = store;
    }

    synchronized void showsVoided(boolean shows) {
        showsVoided = shows;
    }

    synchronized void personnelRights(boolean granted) {
        personnelRights = granted;
    }

    synchronized int approvalsStarted() {
        return approvalsStarted;
    }

    Map<String, Object> describe(JsonNode body) {
        String object = known(body.path("data").path("apiName").asText());
        Map<String, Object> fields = new LinkedHashMap<>();
        store.fields(object).forEach((name, field) -> fields.put(name, described(field)));
        return Map.of("data", Map.of("describe", Map.of("api_name", object, "fields", fields)));
    }

    private static Map<String, Object> described(Field field) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("api_name", field.apiName());
        shown.put("type", field.type());
        shown.put("label", field.label());
        shown.put("is_required", field.required());
        shown.put("is_unique", field.unique());
        shown.put("is_active", true);
        shown.put("define_type", field.apiName().endsWith("__c") ? "custom" : "package");
        if (field.maxLength() != null) {
            shown.put("max_length", field.maxLength());
        }
        if (!field.options().isEmpty()) {
            List<Map<String, Object>> options = new ArrayList<>();
            field.options().forEach((value, label) -> options.add(Map.of("value", value, "label", label)));
            shown.put("options", options);
        }
        return shown;
    }

    synchronized Map<String, Object> query(JsonNode body) {
        JsonNode data = body.path("data");
        String object = known(data.path("dataObjectApiName").asText());
        JsonNode query = data.path("search_query_info");
        Map<String, Field> fields = store.fields(object);
        int limit = query.path("limit").asInt(-1);
        int offset = query.path("offset").asInt(-1);
        if (limit < 1 || limit > MAX_LIMIT || offset < 0 || offset % limit != 0) {
            throw new Refused(BAD_PARAMETER, "limit or offset");
        }
        if (offset > MAX_OFFSET) {
            throw new Refused(OUT_OF_RANGE, "offset out of range 10000");
        }
        FxiaokeSimulatorFilter filter = FxiaokeSimulatorFilter.of(query.path("filters"), fields);
        List<String> projection = new ArrayList<>();
        query.path("fieldProjection").forEach(name -> {
            if (!fields.containsKey(name.asText())) {
                throw new Refused(BAD_PARAMETER, "no field " + name.asText());
            }
            projection.add(name.asText());
        });
        List<Map<String, Object>> found = new ArrayList<>();
        if (personnelRights || !object.equals("PersonnelObj")) {
            store.rows(object).stream()
                    .filter(row ->
                            showsVoided || filter.names("life_status") || !"invalid".equals(row.get("life_status")))
                    .filter(filter::fits)
                    .forEach(found::add);
        }
        found.sort(order(query.path("orders"), fields));
        List<Map<String, Object>> page = found.stream()
                .skip(offset)
                .limit(limit)
                .map(row -> shown(row, projection))
                .toList();
        return Map.of("data", Map.of("dataList", page, "offset", offset, "limit", limit, "total", 0));
    }

    private static Comparator<Map<String, Object>> order(JsonNode orders, Map<String, Field> fields) {
        if (orders.isEmpty()) {
            return Comparator.comparing(row -> String.valueOf(row.get("create_time")));
        }
        String name = orders.get(0).path("fieldName").asText();
        if (!fields.containsKey(name) || !orders.get(0).path("isAsc").isBoolean()) {
            throw new Refused(BAD_PARAMETER, "orders");
        }
        Comparator<Map<String, Object>> order = Comparator.comparing(row -> String.valueOf(row.get(name)));
        return orders.get(0).path("isAsc").booleanValue() ? order : order.reversed();
    }

    private Map<String, Object> shown(Map<String, Object> row, List<String> projection) {
        Map<String, Object> shown = new LinkedHashMap<>(row);
        if (!projection.isEmpty()) {
            shown.keySet().retainAll(projection);
        }
        shown.put("_id", row.get("_id"));
        if (shown.get("owner") instanceof List<?> owners && !owners.isEmpty()) {
            shown.put("owner__r", store.person(String.valueOf(owners.get(0))));
        }
        if (shown.get("account_id") instanceof String account && store.row("AccountObj", account) != null) {
            shown.put("account_id__r", store.row("AccountObj", account).get("name"));
        }
        return shown;
    }

    synchronized Map<String, Object> create(JsonNode body, String by) {
        boolean approval = switched(body, "triggerApprovalFlow");
        Map<String, Object> given = given(body);
        String object = object(given);
        given.remove("dataObjectApiName");
        if (given.containsKey("_id")) {
            throw new Refused(BAD_PARAMETER, "_id on create");
        }
        Map<String, Field> fields = store.fields(object);
        fields.values().stream()
                .filter(Field::required)
                .filter(field -> given.get(field.apiName()) == null || "".equals(given.get(field.apiName())))
                .findFirst()
                .ifPresent(field -> {
                    throw new Refused(BUSINESS, field.label() + "不能为空");
                });
        String id = store.alone(all -> {
            check(object, null, given);
            return all.put(object, started(given, approval), by);
        });
        return Map.of("dataId", id);
    }

    synchronized Map<String, Object> update(JsonNode body, String by) {
        boolean approval = switched(body, "triggerApprovalFlow");
        Map<String, Object> given = given(body);
        String object = object(given);
        given.remove("dataObjectApiName");
        String id = String.valueOf(given.remove("_id"));
        if (given.containsKey("owner")) {
            throw new Refused(BAD_PARAMETER, "owner cannot be changed here");
        }
        store.alone(all -> {
            Map<String, Object> row = all.row(object, id);
            if (row == null || "invalid".equals(row.get("life_status"))) {
                throw new Refused(BUSINESS, "数据已作废或已删除");
            }
            check(object, id, given);
            Map<String, Object> change = started(given, approval);
            change.put("_id", id);
            return all.put(object, change, by);
        });
        return Map.of();
    }

    /** An approval flow that starts takes the record out of its users' hands. */
    private Map<String, Object> started(Map<String, Object> given, boolean approval) {
        Map<String, Object> change = new LinkedHashMap<>(given);
        if (approval) {
            approvalsStarted++;
            change.put("life_status", "under_review");
        }
        return change;
    }

    /** A missing switch is on, as in the documents. */
    private static boolean switched(JsonNode body, String name) {
        body.fieldNames().forEachRemaining(key -> {
            if (!key.equals("data") && !SWITCHES.contains(key)) {
                throw new Refused(BAD_PARAMETER, "unknown " + key);
            }
        });
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new Refused(BAD_PARAMETER, name + " is no boolean");
        }
        return value.asBoolean(true);
    }

    private Map<String, Object> given(JsonNode body) {
        JsonNode record = body.path("data").path("object_data");
        if (!record.isObject()) {
            throw new Refused(BAD_PARAMETER, "object_data is one record");
        }
        Map<String, Object> given = new LinkedHashMap<>();
        record.fields()
                .forEachRemaining(
                        field -> given.put(field.getKey(), mapper.convertValue(field.getValue(), Object.class)));
        return given;
    }

    private String object(Map<String, Object> given) {
        return known(String.valueOf(given.get("dataObjectApiName")));
    }

    private String known(String object) {
        if (!store.knows(object)) {
            throw new Refused(BAD_PARAMETER, "no object " + object);
        }
        return object;
    }

    private void check(String object, String id, Map<String, Object> given) {
        Map<String, Field> fields = store.fields(object);
        given.forEach((name, value) -> {
            Field field = fields.get(name);
            if (field == null || FxiaokeSimulatorStore.SYSTEM.contains(name) || COMPUTED.contains(field.type())) {
                throw new Refused(BAD_PARAMETER, "cannot write " + name);
            }
            if (value != null && !fits(field, value)) {
                throw new Refused(BAD_PARAMETER, "value of " + name);
            }
            if (field.unique()
                    && value != null
                    && store.rows(object).stream()
                            .anyMatch(row -> value.equals(row.get(name))
                                    && !row.get("_id").equals(id))) {
                throw new Refused(BUSINESS, field.label() + "重复");
            }
        });
    }

    private boolean fits(Field field, Object value) {
        return switch (field.type()) {
            case "number", "currency", "percentile" -> value instanceof String text && text.matches("-?\\d+(\\.\\d+)?");
            case "date", "date_time" -> value instanceof Long;
            case "true_or_false" -> value instanceof Boolean;
            case "select_one", "record_type" -> value instanceof String text
                    && field.options().containsKey(text);
            case "select_many" -> value instanceof List<?> list
                    && field.options().keySet().containsAll(list);
            case "employee", "department" -> value instanceof List<?> list
                    && list.stream().allMatch(String.class::isInstance);
            case "object_reference" -> value instanceof String text && store.row("AccountObj", text) != null;
            default -> value instanceof String text
                    && (field.maxLength() == null || text.length() <= field.maxLength());
        };
    }
}
