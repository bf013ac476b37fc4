package org.crmcontracts.contracts.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmcontracts.contracts.lifecycle.ContractAction;
import org.crmcontracts.contracts.lifecycle.Contracts;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.people.Permissions;
import org.junit.jupiter.api.Test;

/** Nobody comes to a contract past the policy, and the endpoints let in just those whom it lets in. */
class ContractAccessRulesTest {
    /** These ask {@code ContractAccess} first; whoever is added here must do so too. */
    private static final String MAY_LOAD = "(Changing|ContractViews)";

    /**
     * The sources that name the table {@code contract} in SQL, each with {@code ContractAccess}'s condition in it; but for
     * those that answer nobody with a contract: the numbering asks whether a number is taken, customers' contracts are
     * counted, summed for the tenant's own CRM, and moved when customers are merged.
     */
    private static final Set<String> MAY_SELECT = Set.of(
            "ContractAccess.java",
            "ContractRows.java",
            "Approvals.java",
            "NumberingRule.java",
            "ContractsOfCustomers.java",
            "ContractsInCrm.java",
            "MergingCounterparties.java");

    private static final Pattern SELECTS = Pattern.compile("\\b(from|join|update) contract\\b(?! *\\.)");

    /** What an endpoint of a contract asks the policy for. */
    private static final Map<String, ContractAction> ASKS = new TreeMap<>(Map.ofEntries(
            Map.entry("GET /contracts", ContractAction.READ),
            Map.entry("GET /contracts/{id}", ContractAction.READ),
            Map.entry("GET /contracts/{id}/timeline", ContractAction.READ),
            Map.entry("GET /contracts/{id}/documents/{documentId}", ContractAction.READ),
            Map.entry("GET /approval-tasks", ContractAction.READ),
            Map.entry("POST /contracts", ContractAction.CREATE),
            Map.entry("PUT /contracts/{id}", ContractAction.UPDATE),
            Map.entry("PUT /contracts/{id}/payments", ContractAction.UPDATE),
            Map.entry("PUT /contracts/{id}/clauses", ContractAction.UPDATE),
            Map.entry("POST /contracts/{id}/clause-imports", ContractAction.UPDATE),
            Map.entry("POST /contracts/{id}/documents", ContractAction.UPDATE),
            Map.entry("POST /contracts/{id}/submissions", ContractAction.SUBMIT),
            Map.entry("POST /contracts/{id}/withdrawals", ContractAction.WITHDRAW),
            Map.entry("POST /approval-tasks/{id}/decisions", ContractAction.DECIDE),
            Map.entry("POST /contracts/{id}/envelopes", ContractAction.SIGN),
            Map.entry("DELETE /contracts/{id}/envelopes/current", ContractAction.SIGN),
            Map.entry("POST /contracts/{id}/signings", ContractAction.SIGN),
            Map.entry("POST /contracts/{id}/activations", ContractAction.SIGN),
            Map.entry("POST /contracts/{id}/completions", ContractAction.PERFORM),
            Map.entry("POST /contracts/{id}/cancellations", ContractAction.END),
            Map.entry("POST /contracts/{id}/closures", ContractAction.END),
            Map.entry("POST /contracts/{id}/archivings", ContractAction.ARCHIVE),
            Map.entry("POST /contracts/{id}/receipts", ContractAction.RECORD_RECEIPT)));

    private static ArchRule onlyListedClassesLoadContracts() {
        return noClasses()
                .that()
                .haveNameNotMatching(".*\\." + MAY_LOAD)
                .should()
                .callMethod(Contracts.class, "get", UUID.class)
                .orShould()
                .callMethod(Contracts.class, "forUpdate", UUID.class)
                .because("ContractAccess must be asked before a contract is read or changed");
    }

    private static Set<String> selecting(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Set<String> found = new TreeSet<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (SELECTS.matcher(Files.readString(file)).find()) {
                    found.add(file.getFileName().toString());
                }
            }
            return found;
        }
    }

    @Test
    void nobodyLoadsAContractPastThePolicy() {
        onlyListedClassesLoadContracts()
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.crmcontracts"));
    }

    @Test
    void nobodySelectsContractsPastThePolicy() throws IOException {
        assertThat(selecting(Path.of("src/main/java"))).isEqualTo(new TreeSet<>(MAY_SELECT));
    }

    @Test
    void theGuardsBite() throws IOException {
        assertThatThrownBy(() -> onlyListedClassesLoadContracts()
                        .check(new ClassFileImporter().importPackages("org.crmcontracts.canary")))
                .isInstanceOf(AssertionError.class);
        assertThat(selecting(Path.of("src/test/java/org/crmcontracts/canary"))).contains("CanaryReading.java");
    }

    /** So that an explanation, which knows only the policy, is right about the endpoint too. */
    @Test
    void endpointsLetInWhomTheTableLetsIn() throws IOException {
        Map<String, Set<String>> matrix = new TreeMap<>();
        try (InputStream in = getClass().getResourceAsStream("/authorisation-matrix.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                List<String> words = Arrays.asList(line.trim().split("\\s+"));
                if (line.contains(" /contracts") || line.contains(" /approval-tasks")) {
                    matrix.put(words.get(0) + " " + words.get(1), new TreeSet<>(words.subList(2, words.size())));
                }
            }
        }
        Map<String, Set<String>> table = new TreeMap<>();
        ASKS.forEach((endpoint, action) -> table.put(
                endpoint,
                Permissions.rolesOf(action.key()).stream()
                        .map(Role::text)
                        .collect(Collectors.toCollection(TreeSet::new))));
        assertThat(matrix).isEqualTo(table);
    }

    @Test
    void everyActionHasARowAndEveryRowAnAction() {
        Set<String> keys =
                Arrays.stream(ContractAction.values()).map(ContractAction::key).collect(Collectors.toSet());
        assertThat(Permissions.actions().stream()
                        .filter(action -> !action.startsWith("people."))
                        .collect(Collectors.toSet()))
                .isEqualTo(keys);
    }
}
