package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.crmcontracts.connectors.transport.TransportAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the answer to a write what became of each record (API v8, Insert, Update and Upsert Records, read
 * 2026-11). Pure. The body counts, not the status: what is not the documented list is never success.
 */
final class ZohoOutcomes {
    private ZohoOutcomes() {}

    /** One outcome for each record sent, in their order. */
    static List<WriteOutcome> of(TransportAnswer answer, int sent) {
        JsonNode body = ZohoWire.tree(answer);
        if (answer.status() >= 500 || body == null) {
            return Collections.nCopies(sent, unknown(answer));
        }
        JsonNode data = body.path("data");
        if (data.isArray() && data.size() == sent) {
            List<WriteOutcome> outcomes = new ArrayList<>();
            data.forEach(item -> outcomes.add(of(item, answer)));
            return outcomes;
        }
        // One error for all of them, bare or as the only item.
        JsonNode error = data.isArray() && data.size() == 1 ? data.path(0) : body;
        boolean isError = "error".equals(error.path("status").asText());
        return Collections.nCopies(sent, isError && answer.status() >= 400 ? of(error, answer) : unknown(answer));
    }

    private static WriteOutcome of(JsonNode item, TransportAnswer answer) {
        String code = item.path("code").asText();
        String message = item.path("message").asText();
        JsonNode details = item.path("details");
        return switch (code) {
            case "SUCCESS" -> written(details, answer);
            case "ALREADY_MODIFIED", "PRECONDITION_FAILED" -> new WriteOutcome.Changed();
            case "DUPLICATE_DATA" -> new WriteOutcome.Duplicate(duplicate(details));
            case "RECORD_NOT_FOUND", "RESOURCE_NOT_FOUND" -> new WriteOutcome.Gone();
            case "RECORD_LOCKED", "NOT_APPROVED", "RECORD_IN_BLUEPRINT" -> new WriteOutcome.NotYet(
                    Reason.RETRY_LATER, code + ": " + message);
            case "TOO_MANY_REQUESTS" -> new WriteOutcome.NotYet(Reason.THROTTLED, code + ": " + message);
            case "INTERNAL_ERROR", "" -> unknown(answer);
            case "INVALID_DATA" -> isId(details) ? new WriteOutcome.Gone() : refused(details, code, message);
            case "MULTIPLE_OR_MULTI_ERRORS" -> details.path("errors").path(0).isObject()
                    ? of(details.path("errors").path(0), answer)
                    : refused(details, code, message);
            default -> refused(details, code, message);
        };
    }

    private static WriteOutcome written(JsonNode details, TransportAnswer answer) {
        String id = ZohoRecords.id(details);
        Instant modified = ZohoWire.time(details.path(ZohoRecords.MODIFIED));
        return id == null
                ? unknown(answer)
                : new WriteOutcome.Written(id, modified == null ? null : modified.toString());
    }

    private static WriteOutcome refused(JsonNode details, String code, String message) {
        return new WriteOutcome.Refused(ZohoWire.textOrNull(details.path("api_name")), code, message);
    }

    private static WriteOutcome unknown(TransportAnswer answer) {
        return new WriteOutcome.Unknown("Zoho answered " + answer.status() + " without a result");
    }

    /** Zoho calls an id that it does not have (any more) invalid data of the field id. */
    private static boolean isId(JsonNode details) {
        return "id".equals(details.path("api_name").asText());
    }

    private static @Nullable String duplicate(JsonNode details) {
        String other = ZohoRecords.id(details.path("duplicate_record"));
        return other == null ? ZohoRecords.id(details) : other;
    }
}
