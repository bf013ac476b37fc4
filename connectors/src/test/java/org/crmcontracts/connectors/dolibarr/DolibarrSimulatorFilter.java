package org.crmcontracts.connectors.dolibarr;

import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmcontracts.connectors.dolibarr.DolibarrSimulator.Refused;
import org.crmcontracts.connectors.dolibarr.DolibarrSimulatorStore.Row;

/** The {@code sqlfilters} of a list: conditions in brackets, joined by "and" and "or" without brackets around them. */
final class DolibarrSimulatorFilter {
    private static final Pattern CONDITION =
            Pattern.compile("\\(t\\.([a-z_0-9]+):(>=|<=|!=|=|>|<|like|in|is):([^()]*)\\)");
    private static final Set<String> UNQUOTED_COLUMNS = Set.of("rowid");

    private DolibarrSimulatorFilter() {}

    static Predicate<Row> of(DolibarrSimulatorStore store, String table, String filters) {
        if (filters.isEmpty()) {
            return row -> true;
        }
        Matcher conditions = CONDITION.matcher(filters);
        Predicate<Row> all = null;
        int end = 0;
        while (conditions.find()) {
            String between = filters.substring(end, conditions.start());
            Predicate<Row> next =
                    condition(store, table, conditions.group(1), conditions.group(2), conditions.group(3));
            if (all == null && between.isEmpty()) {
                all = next;
            } else if (all != null && between.equals(" and ")) {
                all = all.and(next);
            } else if (all != null && between.equals(" or ")) {
                all = all.or(next);
            } else {
                throw bad(filters);
            }
            end = conditions.end();
        }
        if (all == null || end != filters.length()) {
            throw bad(filters);
        }
        return all;
    }

    private static Predicate<Row> condition(
            DolibarrSimulatorStore store, String table, String column, String operator, String value) {
        Map<String, Integer> columns = DolibarrSimulatorStore.COLUMNS.get(table);
        boolean quoted = value.length() >= 2 && value.startsWith("'") && value.endsWith("'");
        String bare = quoted ? value.substring(1, value.length() - 1) : value;
        if (column.equals("tms") && quoted) {
            try {
                long moment = store.moment(bare).getEpochSecond();
                return row -> holds(Long.compare(row.modified().getEpochSecond(), moment), operator);
            } catch (DateTimeException e) {
                throw bad(value);
            }
        }
        if (column.equals("rowid") && operator.equals("in")) {
            List<String> ids = List.of(bare.split(",", -1));
            if (!ids.stream().allMatch(id -> id.matches("[0-9]+"))) {
                throw bad(value);
            }
            return row -> ids.contains(String.valueOf(row.id()));
        }
        if (UNQUOTED_COLUMNS.contains(column) && bare.matches("[0-9]+")) {
            long id = Long.parseLong(bare);
            return row -> holds(Long.compare(row.id(), id), operator);
        }
        if (columns.containsKey(column) && quoted && operator.equals("=")) {
            return row -> bare.equals(row.fields().get(column));
        }
        if (!columns.containsKey(column) && !column.equals("rowid") && !column.equals("tms")) {
            throw new Refused(503, "Error when retrieving the list : Unknown column 't." + column + "'");
        }
        throw bad(column + operator + value);
    }

    private static boolean holds(int compared, String operator) {
        return switch (operator) {
            case ">" -> compared > 0;
            case ">=" -> compared >= 0;
            case "<" -> compared < 0;
            case "<=" -> compared <= 0;
            case "=" -> compared == 0;
            case "!=" -> compared != 0;
            default -> throw bad(operator);
        };
    }

    private static Refused bad(String what) {
        return new Refused(400, "Error when validating parameter sqlfilters -> " + what);
    }
}
