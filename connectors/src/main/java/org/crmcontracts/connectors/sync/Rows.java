package org.crmcontracts.connectors.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows for one set-based statement, whose columns travel as arrays of text: a page costs a statement, not a record. */
final class Rows {
    private final List<String> columns;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** Columns as {@code name} or {@code name::type}. */
    Rows(String... columns) {
        this.columns = List.of(columns);
    }

    void add(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException("a row has " + columns.size() + " values");
        }
        rows.add(values);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    int size() {
        return rows.size();
    }

    /** A sub-select of the rows, typed, as table {@code v}. */
    String table() {
        String typed = columns.stream()
                .map(column -> "u." + column + " as " + name(column))
                .collect(Collectors.joining(", "));
        String arrays = columns.stream().map(column -> "?::text[]").collect(Collectors.joining(", "));
        String names = columns.stream().map(Rows::name).collect(Collectors.joining(", "));
        return "(select " + typed + " from unnest(" + arrays + ") as u(" + names + ")) v";
    }

    /** The parameters of {@link #table()}, behind others. */
    @Nullable
    Object[] parameters(@Nullable Object... before) {
        return Stream.concat(
                        Stream.of(before), IntStream.range(0, columns.size()).mapToObj(this::column))
                .toArray();
    }

    private @Nullable String[] column(int index) {
        return rows.stream()
                .map(row -> row[index] == null ? null : String.valueOf(row[index]))
                .toArray(String[]::new);
    }

    private static String name(String column) {
        int type = column.indexOf("::");
        return type < 0 ? column : column.substring(0, type);
    }
}
