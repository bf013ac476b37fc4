package org.crmcontracts.connectors.fxiaoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crmcontracts.connectors.fxiaoke.FxiaokeSimulatorData.Refused;
import org.crmcontracts.connectors.fxiaoke.FxiaokeSimulatorStore.Field;

/** The filters of one query, all of which have to fit. */
record FxiaokeSimulatorFilter(List<Condition> conditions) {
    private static final Set<String> NUMERIC = Set.of("date", "date_time", "number", "currency", "percentile");
    private static final Map<String, Integer> OPERATORS = Map.ofEntries(
            Map.entry("EQ", 1),
            Map.entry("N", 1),
            Map.entry("GT", 1),
            Map.entry("GTE", 1),
            Map.entry("LT", 1),
            Map.entry("LTE", 1),
            Map.entry("IN", -1),
            Map.entry("NIN", -1),
            Map.entry("BETWEEN", 2),
            Map.entry("IS", 0),
            Map.entry("ISN", 0));

    /** One filter. */
    record Condition(String field, boolean numeric, String operator, List<String> values) {

        boolean fits(Map<String, Object> row) {
            Object value = row.get(field);
            if (value == null) {
                return Set.of("N", "NIN", "IS").contains(operator);
            }
            String text = value instanceof List<?> list && !list.isEmpty() ? String.valueOf(list.get(0)) : "" + value;
            return switch (operator) {
                case "EQ" -> text.equals(values.get(0));
                case "N" -> !text.equals(values.get(0));
                case "GT" -> compare(text, values.get(0)) > 0;
                case "GTE" -> compare(text, values.get(0)) >= 0;
                case "LT" -> compare(text, values.get(0)) < 0;
                case "LTE" -> compare(text, values.get(0)) <= 0;
                case "IN" -> values.contains(text);
                case "NIN" -> !values.contains(text);
                case "BETWEEN" -> compare(text, values.get(0)) >= 0 && compare(text, values.get(1)) <= 0;
                case "IS" -> false;
                default -> true;
            };
        }

        private int compare(String a, String b) {
            return numeric ? new BigDecimal(a).compareTo(new BigDecimal(b)) : a.compareTo(b);
        }
    }

    static FxiaokeSimulatorFilter of(JsonNode filters, Map<String, Field> fields) {
        List<Condition> conditions = new ArrayList<>();
        for (JsonNode filter : filters) {
            String name = filter.path("field_name").asText();
            String operator = filter.path("operator").asText();
            Integer count = OPERATORS.get(operator);
            if (!fields.containsKey(name)
                    || count == null
                    || !filter.path("field_values").isArray()) {
                throw new Refused(FxiaokeSimulatorData.BAD_PARAMETER, "filter " + filter);
            }
            List<String> values = new ArrayList<>();
            filter.path("field_values").forEach(value -> {
                if (!value.isTextual()) {
                    throw new Refused(FxiaokeSimulatorData.BAD_PARAMETER, "filter values are text");
                }
                values.add(value.textValue());
            });
            if (count >= 0 ? values.size() != count : values.isEmpty()) {
                throw new Refused(FxiaokeSimulatorData.BAD_PARAMETER, operator + " takes " + count + " values");
            }
            conditions.add(new Condition(name, NUMERIC.contains(fields.get(name).type()), operator, values));
        }
        return new FxiaokeSimulatorFilter(conditions);
    }

    boolean names(String field) {
        return conditions.stream().anyMatch(condition -> condition.field().equals(field));
    }

    boolean fits(Map<String, Object> row) {
        return conditions.stream().allMatch(condition -> condition.fits(row));
    }
}
