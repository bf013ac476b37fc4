package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every endpoint of the served OpenAPI document × no token, another issuer's token, each role, another tenant.
 *
 * <p>{@code authorisation-matrix.txt} says which roles may call what; an endpoint without a row fails the build.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AuthorisationMatrixServerIT {
    private static final List<String> ROLES =
            List.of("sales", "legal", "finance", "business", "executive", "records", "auditor", "admin");

    private static final Set<String> OPERATORS = Set.of("operator");

    /** Whoever calls by an address that we gave out; no token opens it. */
    private static final Set<String> ADDRESS = Set.of("address");

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    private URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    private Set<String> endpoints() {
        JsonNode paths = new ApiClient(base(), null, "en")
                .send("GET", "/../../openapi?format=JSON", null, Map.of("Accept", "application/json"))
                .expect(200)
                .body()
                .path("paths");
        Set<String> endpoints = new TreeSet<>();
        paths.fields().forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(method -> {
            if (Set.of("get", "put", "post", "delete", "patch").contains(method)) {
                endpoints.add(
                        method.toUpperCase(Locale.ROOT) + " " + path.getKey().replaceFirst("^/api/v1", ""));
            }
        }));
        return endpoints;
    }

    private static Map<String, Set<String>> matrix() throws Exception {
        Map<String, Set<String>> matrix = new TreeMap<>();
        try (InputStream file = AuthorisationMatrixServerIT.class.getResourceAsStream("/authorisation-matrix.txt")) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] words = line.trim().split("\\s+");
                    matrix.put(
                            words[0] + " " + words[1],
                            new TreeSet<>(Arrays.asList(words).subList(2, words.length)));
                }
            }
        }
        return matrix;
    }

    private static Map<String, Set<String>> tenantsRows() throws Exception {
        Map<String, Set<String>> rows = matrix();
        rows.values().removeIf(roles -> roles.equals(OPERATORS) || roles.equals(ADDRESS));
        return rows;
    }

    @Test
    void everyEndpointHasARowAndEveryRowAnEndpoint() throws Exception {
        assertThat(endpoints()).isEqualTo(matrix().keySet());
        assertThat(endpoints()).hasSizeGreaterThan(25);
    }

    @Test
    void withoutATokenOrWithAStrangersTokenNothingAnswers() {
        TestTenant stranger = TestTenant.create();
        TestTenant known = TestTenant.create();
        String foreignIssuer = stranger.tokens().mint("https://nobody.example", TestTenant.AUDIENCE, "x", "X", ROLES);
        String foreignKey = stranger.tokens().mint(known.issuer(), TestTenant.AUDIENCE, "x", "X", ROLES);
        String foreignAudience = known.tokens().mint(known.issuer(), "another-product", "x", "X", ROLES);
        List<String> wrong = new ArrayList<>();
        for (String endpoint : endpoints()) {
            for (String token : Arrays.asList(null, "", "x.y.z", foreignIssuer, foreignKey, foreignAudience)) {
                ApiClient.Answer answer = call(new ApiClient(base(), token, "en"), endpoint);
                if (answer.status() != 401 || !answer.header("Content-Type").startsWith("application/problem+json")) {
                    wrong.add(endpoint + " -> " + answer.status());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void eachRoleMayDoWhatTheMatrixSaysAndNoMore() throws Exception {
        TestTenant tenant = TestTenant.create();
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Set<String>> row : tenantsRows().entrySet()) {
            for (String role : ROLES) {
                int status = call(tenant.as(base(), role), row.getKey()).status();
                boolean allowed = row.getValue().contains(role);
                if (status >= 500 || status == 401 || (status == 403) == allowed) {
                    wrong.add(role + ": " + row.getKey() + " -> " + status);
                }
            }
            int nobody = call(tenant.as(base(), "visitor"), row.getKey()).status();
            if (nobody != 403 && !row.getKey().equals("GET /me")) {
                wrong.add("visitor: " + row.getKey() + " -> " + nobody);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void operatorsReachThePlatformAndNoTenantAndTenantsTheReverse() throws Exception {
        ApiClient operator = new ApiClient(base(), TestPlatform.operatorToken("operator"), "en");
        ApiClient clerk = new ApiClient(base(), TestPlatform.operatorToken(ROLES.toArray(String[]::new)), "en");
        ApiClient all = TestTenant.create().as(base(), "admin", "operator", "sales");
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Set<String>> row : matrix().entrySet()) {
            boolean platform = row.getValue().equals(OPERATORS);
            int asOperator = call(operator, row.getKey()).status();
            int asClerk = call(clerk, row.getKey()).status();
            int asTenant = call(all, row.getKey()).status();
            boolean good = row.getValue().equals(ADDRESS)
                    ? asOperator == 401 && asClerk == 401 && asTenant == 401
                    : platform
                            ? asOperator < 500
                                    && asOperator != 401
                                    && asOperator != 403
                                    && asClerk == 403
                                    && asTenant == 401
                            : asOperator == 401 && asClerk == 401 && asTenant != 401;
            if (!good) {
                wrong.add(row.getKey() + " -> " + asOperator + ", " + asClerk + ", " + asTenant);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void idsOfAnotherTenantAreNotFoundByAnyEndpoint() throws Exception {
        ContractPath other = new ContractPath(TestTenant.create(), base());
        JsonNode contract = other.submitted("10.00");
        String customer = contract.path("counterparty").path("id").asText();
        String task = other.task(contract, "LEGAL").path("id").asText();
        TestTenant tenant = TestTenant.create();
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Set<String>> row : tenantsRows().entrySet()) {
            if (!row.getKey().contains("{")) {
                continue;
            }
            String id = row.getKey().contains("/customers/")
                    ? customer
                    : row.getKey().contains("/approval-tasks/")
                            ? task
                            : contract.path("id").asText();
            String role = row.getValue().iterator().next();
            int status = call(tenant.as(base(), role), row.getKey().replaceAll("\\{[^}]+}", id))
                    .status();
            // A body that is not valid for the endpoint may be refused before the id is looked up.
            if (status != 404 && status != 422 && status != 400) {
                wrong.add(row.getKey() + " -> " + status);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(other.reload(contract).path("version")).isEqualTo(contract.path("version"));
    }

    @Test
    void headersDoNotChooseTheTenant() {
        TestTenant tenant = TestTenant.create();
        TestTenant other = TestTenant.create();
        ApiClient.Answer answer = tenant.as(base(), "sales")
                .send(
                        "GET",
                        "/me",
                        null,
                        Map.of(
                                "X-Tenant",
                                other.tenant().key(),
                                "X-Tenant-Id",
                                other.tenant().key(),
                                "X-User",
                                "admin",
                                "X-Forwarded-Host",
                                other.tenant().key(),
                                "Tenant",
                                other.tenant().key()));
        assertThat(answer.expect(200).body().path("tenant").path("key").asText())
                .isEqualTo(tenant.tenant().key());
    }

    private static ApiClient.Answer call(ApiClient client, String endpoint) {
        String[] words = endpoint.split(" ");
        String path = words[1].replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        boolean body = words[0].equals("POST") || words[0].equals("PUT");
        try {
            return client.send(words[0], path, body ? "{}" : null, Map.of("If-Match", "\"1\""));
        } catch (RuntimeException e) {
            return fail(endpoint, e);
        }
    }
}
