package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Begins runs of connections and waits for their ends; a connection is its path in the API. */
final class ConnectionRuns {
    private ConnectionRuns() {}

    static JsonNode ended(ApiClient admin, String connection, ApiClient.Answer begun) {
        String run = connection + "/runs/" + begun.expect(202).body().path("id").asText();
        return Awaiting.first("the run ends", () -> admin.get(run).expect(200).body(), now -> !now.path("outcome")
                .asText()
                .equals("RUNNING"));
    }

    /** A change made here sends itself to the CRM, and until it is through a run is refused. */
    static JsonNode run(ApiClient admin, String connection, String kind) {
        return ended(
                admin,
                connection,
                Awaiting.first(
                        "the run before it ends",
                        () -> admin.post(connection + "/runs", Map.of("kind", kind), null),
                        begun -> !begun.code().equals("SYNC_ALREADY_RUNNING")));
    }

    static JsonNode good(ApiClient admin, String connection, String kind) {
        JsonNode run = run(admin, connection, kind);
        assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("DONE");
        return run;
    }
}
