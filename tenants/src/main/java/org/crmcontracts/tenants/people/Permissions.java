package org.crmcontracts.tenants.people;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.identity.Scope;

/** The table of permissions ({@code permissions.txt}), which says for each action what each role is given. */
public final class Permissions {
    private static final Permissions TABLE = read();

    private final Map<String, Map<Role, Cell>> rows;

    /**
     * What a role is given.
     *
     * @param scoped as far as the role reaches; the word in the table is the role's default reach
     * @param task also, or only, where the person has a task
     * @param always whoever owns it
     * @param masked known to be there, but not shown
     */
    record Cell(boolean scoped, boolean task, boolean always, boolean masked) {
        static final Cell NOTHING = new Cell(false, false, false, false);

        static Cell of(String word, Role role) {
            return switch (word) {
                case "-" -> NOTHING;
                case "yes" -> new Cell(false, false, true, false);
                case "masked" -> new Cell(false, false, false, true);
                case "task" -> new Cell(false, true, false, false);
                default -> {
                    String[] parts = word.split("/", 2);
                    if (Scope.valueOf(parts[0].toUpperCase(Locale.ROOT)) != role.defaultScope()
                            || (parts.length == 2 && !parts[1].equals("task"))) {
                        throw new IllegalStateException("the table gives " + role + " the unknown " + word);
                    }
                    yield new Cell(true, parts.length == 2, false, false);
                }
            };
        }
    }

    private Permissions(Map<String, Map<Role, Cell>> rows) {
        this.rows = rows;
    }

    /** Every action of the table, in its order, without the fields. */
    public static List<String> actions() {
        return TABLE.rows.keySet().stream().filter(key -> !key.contains(":")).toList();
    }

    /** The fields of what an action reads that not everybody sees, in the order of the table. */
    static List<String> fields(String action) {
        String prefix = action + ":";
        return TABLE.rows.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .toList();
    }

    /** The roles that are given an action, though perhaps not with everything. */
    public static Set<Role> rolesOf(String action) {
        Map<Role, Cell> given = new EnumMap<>(TABLE.row(action));
        given.values().removeIf(Cell.NOTHING::equals);
        return given.keySet();
    }

    static Cell cell(String subject, Role role) {
        return Objects.requireNonNull(TABLE.row(subject).get(role));
    }

    private Map<Role, Cell> row(String subject) {
        Map<Role, Cell> row = rows.get(subject);
        if (row == null) {
            throw new IllegalArgumentException("the table of permissions has no row " + subject);
        }
        return row;
    }

    private static Permissions read() {
        try (InputStream in = Permissions.class.getResourceAsStream("permissions.txt");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in, "permissions.txt"), StandardCharsets.UTF_8))) {
            Map<String, Map<Role, Cell>> rows = new LinkedHashMap<>();
            List<Role> columns = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.strip().split("\\s+", -1);
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (columns.isEmpty()) {
                    for (int i = 1; i < words.length; i++) {
                        columns.add(Role.valueOf(words[i].toUpperCase(Locale.ROOT)));
                    }
                } else if (rows.put(words[0], row(words, columns)) != null) {
                    throw new IllegalStateException("the table names " + words[0] + " twice");
                }
            }
            return new Permissions(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Role, Cell> row(String[] words, List<Role> columns) {
        if (words.length != columns.size() + 1 || columns.size() != Role.values().length) {
            throw new IllegalStateException("the row " + words[0] + " must have a word for each role");
        }
        Map<Role, Cell> row = new EnumMap<>(Role.class);
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i), Cell.of(words[i + 1], columns.get(i)));
        }
        return row;
    }
}
