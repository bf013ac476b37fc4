package org.crmcontracts.tenants.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.crmcontracts.tenants.identity.Role;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds {@code permissions.txt} to the product's model, {@code roles-and-permissions.md}, cell by cell. */
class PermissionsTest {
    /** The columns of the model that are roles of a tenant, in their order. */
    private static final List<Role> COLUMNS = List.of(
            Role.SALES,
            Role.BUSINESS,
            Role.LEGAL,
            Role.FINANCE,
            Role.EXECUTIVE,
            Role.RECORDS,
            Role.AUDITOR,
            Role.ADMIN);

    /** For each row of ours: the rows of the model, each with the verb in it that grants ours. */
    private static final Map<String, List<String>> SOURCES = new LinkedHashMap<>();

    static {
        // Nobody reads a plan or the archive without the contract it is about.
        SOURCES.put(
                "contract.read", List.of("Plan, milestones, checks, issues", "R", "Archive, loan, stock-take", "R"));
        SOURCES.put("contract.read:amount", List.of("Amount / price", "R"));
        SOURCES.put("contract.read:payments", List.of("Payments, invoices, receipts", "R"));
        SOURCES.put("contract.draft.read", List.of("Draft contract", "R"));
        SOURCES.put("contract.draft.read:amount", List.of("Amount / price", "R"));
        SOURCES.put("contract.draft.read:payments", List.of("Payments, invoices, receipts", "R"));
        SOURCES.put("contract.create", List.of("Draft contract", "C"));
        SOURCES.put("contract.update", List.of("Draft contract", "U"));
        SOURCES.put("contract.submit", List.of("Submit / withdraw", "X"));
        SOURCES.put("contract.withdraw", List.of("Submit / withdraw", "X"));
        SOURCES.put("contract.sign", List.of("Send to sign / seal", "X"));
        SOURCES.put("contract.perform", List.of("Plan, milestones, checks, issues", "U"));
        SOURCES.put("contract.end", List.of("Change / terminate request", "C"));
        SOURCES.put("contract.archive", List.of("Archive, loan, stock-take", "C"));
        SOURCES.put("receipt.record", List.of("Payments, invoices, receipts", "C"));
        SOURCES.put("people.read", List.of("Users, roles, types, flows, numbering", "R"));
        SOURCES.put("people.manage", List.of("Users, roles, types, flows, numbering", "C"));
    }

    /** What the model grants for things that the product does not have yet, or words it holds for less than they say. */
    private static final Map<String, String> NOT_YET = Map.of(
            "contract.update FINANCE", "there are no fields of a lane yet",
            "contract.sign RECORDS", "there are no seals yet",
            "receipt.record SALES", "there are no requests for invoices yet");

    private static final Map<String, List<String>> MODEL = new TreeMap<>();

    @BeforeAll
    static void readModel() throws Exception {
        try (InputStream in = PermissionsTest.class.getResourceAsStream("roles-and-permissions.md")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("| ") && !line.startsWith("| Object")) {
                    List<String> cells = List.of(line.substring(1).split("\\|")).stream()
                            .map(String::strip)
                            .toList();
                    MODEL.put(cells.get(0), cells.subList(1, cells.size()));
                }
            }
        }
    }

    private static String expected(List<String> sources, Role role) {
        String given = "-";
        for (int i = 0; i < sources.size() && given.equals("-"); i += 2) {
            List<String> cells = MODEL.get(sources.get(i));
            assertThat(cells).as(sources.get(i)).isNotNull();
            given = expected(cells.get(COLUMNS.indexOf(role)), sources.get(i + 1), role);
        }
        return given;
    }

    /** What a cell of the model gives to one verb: the word that our table must hold. */
    private static String expected(String cell, String verb, Role role) {
        for (String part : cell.split(", ")) {
            String[] words = part.split(" ", 2);
            if (part.equals("m")) {
                return "masked";
            }
            // Capitals joined to one word are verbs; what follows them is the scope, or a restriction in words.
            if (words[0].matches("[CRUAX]+") && words[0].contains(verb)) {
                return words.length > 1 && words[1].startsWith("m") && words[1].length() == 1 ? "masked" : scope(role);
            }
        }
        return "-";
    }

    private static String scope(Role role) {
        return role.defaultScope().name().toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void everyCellIsTheModels() {
        Map<String, String> wrong = new TreeMap<>();
        SOURCES.forEach((key, source) -> {
            for (Role role : COLUMNS) {
                String wanted = NOT_YET.containsKey(key + " " + role) ? "-" : expected(source, role);
                String held = word(Permissions.cell(key, role), role);
                if (!held.equals(wanted)) {
                    wrong.put(key + " " + role, "model " + wanted + ", ours " + held);
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** Lanes are four rows of the model and one of ours: each role decides in its own lane, where it has the task. */
    @Test
    void lanesAreDecidedByWhoHasTheTask() {
        Map<Role, String> lanes = Map.of(
                Role.LEGAL, "Legal lane",
                Role.FINANCE, "Finance lane",
                Role.BUSINESS, "Business lane",
                Role.EXECUTIVE, "Executive approval");
        for (Role role : Role.values()) {
            String cell = lanes.containsKey(role) ? MODEL.get(lanes.get(role)).get(COLUMNS.indexOf(role)) : "–";
            assertThat(word(Permissions.cell("contract.decide", role), role))
                    .as(role.text())
                    .isEqualTo(cell.equals("A a") ? "task" : "-");
        }
    }

    @Test
    void noRowIsWithoutItsSource() {
        assertThat(SOURCES.keySet())
                .containsAll(Permissions.actions().stream()
                        .filter(action -> !action.equals("contract.decide"))
                        .toList());
        for (String action : Permissions.actions()) {
            for (String field : Permissions.fields(action)) {
                assertThat(SOURCES).containsKey(action + ":" + field);
            }
        }
    }

    /** Whoever reviews sees what they review: a task adds to reading, and to nothing else. */
    @Test
    void aTaskAddsToReadingOnly() {
        Set<Role> reviewers = Set.of(Role.LEGAL, Role.FINANCE, Role.BUSINESS, Role.EXECUTIVE);
        SOURCES.keySet().forEach(key -> {
            for (Role role : Role.values()) {
                assertThat(Permissions.cell(key, role).task())
                        .as(key + " " + role)
                        .isEqualTo(key.contains("read") && key.startsWith("contract.") && reviewers.contains(role));
            }
        });
    }

    private static String word(Permissions.Cell cell, Role role) {
        if (cell.masked()) {
            return "masked";
        }
        return cell.scoped() || cell.always() ? scope(role) : cell.task() ? "task" : "-";
    }
}
