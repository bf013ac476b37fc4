package org.crmcontracts.connectors.fxiaoke;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The objects and records of the simulated tenant, in memory. */
final class FxiaokeSimulatorStore {
    /**
     * One field of an object.
     *
     * @param options value and label of a choice
     */
    record Field(
            String apiName,
            String type,
            String label,
            boolean required,
            boolean unique,
            Integer maxLength,
            Map<String, String> options) {

        static Field of(String apiName, String type, String label) {
            return new Field(apiName, type, label, false, false, null, Map.of());
        }

        Field needed() {
            return new Field(apiName, type, label, true, unique, maxLength, options);
        }

        Field alone() {
            return new Field(apiName, type, label, required, true, maxLength, options);
        }

        Field upTo(int length) {
            return new Field(apiName, type, label, required, unique, length, options);
        }

        Field with(Map<String, String> values) {
            return new Field(apiName, type, label, required, unique, maxLength, new LinkedHashMap<>(values));
        }
    }

    /** What the system keeps; nobody may write these by create or update. */
    static final Set<String> SYSTEM = Set.of(
            "_id",
            "version",
            "create_time",
            "last_modified_time",
            "created_by",
            "last_modified_by",
            "life_status",
            "lock_status",
            "is_deleted",
            "extend_obj_data_id");

    private final Clock clock;
    private final Map<String, Map<String, Field>> objects = new LinkedHashMap<>();
    private final Map<String, TreeMap<String, Map<String, Object>>> rows = new LinkedHashMap<>();
    private long lastId = 0x60b1_0000L;

    FxiaokeSimulatorStore(Clock clock) {
        this.clock = clock;
        object(
                "AccountObj",
                Field.of("name", "text", "客户名称").needed().upTo(100),
                Field.of("tel", "phone_number", "电话").upTo(100),
                Field.of("email", "email", "邮件").upTo(100),
                Field.of("url", "url", "网址").upTo(100),
                Field.of("address", "text", "详细地址").upTo(300),
                Field.of("remark", "long_text", "备注").upTo(2_000),
                Field.of("uniform_social_credit_code", "text", "统一社会信用代码").upTo(100),
                Field.of("industry_level1", "select_one", "1级行业")
                        .with(Map.of("1", "农、林、牧、渔业", "9", "信息传输、软件和信息技术服务业", "3", "制造业")),
                Field.of("account_level", "select_one", "客户级别").with(Map.of("1", "重要客户", "2", "普通客户")),
                Field.of("field_tags__c", "select_many", "标签").with(Map.of("a", "甲", "b", "乙", "c", "丙")),
                Field.of("field_credit__c", "currency", "授信额度"),
                Field.of("field_since__c", "date", "合作日期"),
                Field.of("field_seen__c", "date_time", "最近拜访"),
                Field.of("field_vip__c", "true_or_false", "大客户"),
                Field.of("field_score__c", "formula", "评分"),
                Field.of("crm_contracts_ref__c", "text", "合同系统编号").upTo(100));
        object(
                "ContactObj",
                Field.of("name", "text", "姓名").needed().upTo(100),
                Field.of("account_id", "object_reference", "客户名称"),
                Field.of("mobile1", "phone_number", "手机1").upTo(100),
                Field.of("tel1", "phone_number", "电话1").upTo(100),
                Field.of("email", "email", "邮件").upTo(100),
                Field.of("job_title", "text", "职务").upTo(100),
                Field.of("crm_contracts_ref__c", "text", "合同系统编号").upTo(100));
        object(
                "PersonnelObj",
                Field.of("user_id", "text", "员工ID"),
                Field.of("full_name", "text", "姓名").needed(),
                Field.of("name", "text", "昵称"),
                Field.of("email", "email", "邮箱"),
                Field.of("phone", "phone_number", "手机"),
                Field.of("status", "select_one", "状态").with(Map.of("0", "启用", "1", "停用")));
    }

    private void object(String apiName, Field... fields) {
        Map<String, Field> all = new LinkedHashMap<>();
        List<Field> system = List.of(
                Field.of("_id", "text", "ID"),
                Field.of("owner", "employee", "负责人"),
                Field.of("record_type", "record_type", "业务类型").with(Map.of("default__c", "预设业务类型")),
                Field.of("life_status", "select_one", "生命状态")
                        .with(Map.of("normal", "正常", "under_review", "审核中", "invalid", "作废")),
                Field.of("lock_status", "select_one", "锁定状态").with(Map.of("0", "未锁定", "1", "锁定")),
                Field.of("is_deleted", "true_or_false", "已删除"),
                Field.of("version", "text", "版本"),
                Field.of("create_time", "date_time", "创建时间"),
                Field.of("last_modified_time", "date_time", "最后修改时间"),
                Field.of("created_by", "employee", "创建人"),
                Field.of("last_modified_by", "employee", "最后修改人"));
        List.of(fields).forEach(field -> all.put(field.apiName(), field));
        system.forEach(field -> all.put(field.apiName(), field));
        objects.put(apiName, all);
        rows.put(apiName, new TreeMap<>());
    }

    synchronized boolean knows(String object) {
        return objects.containsKey(object);
    }

    synchronized Map<String, Field> fields(String object) {
        return new LinkedHashMap<>(objects.get(object));
    }

    synchronized void define(String object, Field field) {
        objects.get(object).put(field.apiName(), field);
    }

    synchronized void undefine(String object, String field) {
        objects.get(object).remove(field);
        rows.get(object).values().forEach(row -> row.remove(field));
    }

    /** Runs a write alone, so that a look at what is there and the write after it are one step. */
    synchronized <T> T alone(Function<FxiaokeSimulatorStore, T> step) {
        return step.apply(this);
    }

    /** Creates, or changes the given fields where {@code _id} is known; null takes a field away. */
    synchronized String put(String object, Map<String, Object> fields, String by) {
        long now = clock.millis();
        String id = fields.get("_id") == null ? "%024x".formatted(++lastId) : String.valueOf(fields.get("_id"));
        Map<String, Object> before = rows.get(object).get(id);
        Map<String, Object> row = new LinkedHashMap<>();
        if (before == null) {
            row.put("life_status", "normal");
            row.put("lock_status", "0");
            row.put("is_deleted", false);
            row.put("record_type", "default__c");
            row.put("owner", List.of(by));
            row.put("created_by", List.of(by));
            row.put("create_time", now);
            row.put("version", "0");
        } else {
            row.putAll(before);
        }
        row.put("last_modified_time", now);
        row.put("last_modified_by", List.of(by));
        row.put("version", String.valueOf(Integer.parseInt(String.valueOf(row.get("version"))) + 1));
        row.putAll(fields);
        row.values().removeIf(value -> value == null || "".equals(value));
        row.put("_id", id);
        rows.get(object).put(id, row);
        return id;
    }

    synchronized void remove(String object, String id) {
        if (rows.get(object).remove(id) == null) {
            throw new IllegalArgumentException("No record " + id + " in " + object);
        }
    }

    synchronized Map<String, Object> row(String object, String id) {
        Map<String, Object> row = rows.get(object).get(id);
        return row == null ? null : new LinkedHashMap<>(row);
    }

    /** In ascending order of ids. */
    synchronized List<Map<String, Object>> rows(String object) {
        return rows.get(object).values().stream()
                .map(LinkedHashMap::new)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** What a person's id is shown as, in {@code owner__r}. */
    synchronized Map<String, Object> person(String userId) {
        return rows.get("PersonnelObj").values().stream()
                .filter(row -> userId.equals(row.get("user_id")))
                .findFirst()
                .<Map<String, Object>>map(row -> Map.of("id", userId, "name", row.get("full_name")))
                .orElse(Map.of("id", userId));
    }
}
