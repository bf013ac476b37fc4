package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.tenants.http.Json;

/** What an answer of Zoho CRM means (Zoho CRM API v8, read 2026-11). Pure. */
final class ZohoResponses {
    /** Codes that a new access token may cure. */
    private static final Set<String> LOGIN = Set.of("INVALID_TOKEN", "AUTHENTICATION_FAILURE");

    private ZohoResponses() {}

    /** Whether the access token is the trouble; logging in once more may help. */
    static boolean wantsLogin(int status, String body) {
        return status == 401 && LOGIN.contains(code(body));
    }

    /** The body of a success, a missing node for an empty one (204, 304); otherwise the refusal. */
    static JsonNode read(int status, String body) {
        if (status == 204 || status == 304) {
            return MissingNode.getInstance();
        }
        if (status == 200) {
            JsonNode json = json(body);
            // Edge servers answer with an HTML page and status 200.
            if (!json.isObject() || json.path("status").asText().equals("error")) {
                throw new CrmRefusal(Reason.BAD_ANSWER, code(body));
            }
            return json;
        }
        throw new CrmRefusal(reason(status, code(body)), code(body));
    }

    private static Reason reason(int status, String code) {
        if (code.equals("EXPIRED_VALUE") || code.equals("TOKEN_BOUND_DATA_MISMATCH")) {
            return Reason.PAGE_TOKEN_EXPIRED;
        }
        return switch (status) {
            case 401, 403 -> Reason.NEEDS_RECONNECT;
            case 429 -> Reason.THROTTLED;
            case 408, 500, 502, 503, 504 -> Reason.RETRY_LATER;
            default -> Reason.BAD_ANSWER;
        };
    }

    /** Zoho's code, bare or inside the first item of {@code data}; empty where there is none. */
    static String code(String body) {
        JsonNode json = json(body);
        String bare = json.path("code").asText();
        return bare.isEmpty() ? json.path("data").path(0).path("code").asText() : bare;
    }

    static JsonNode json(String body) {
        try {
            JsonNode json = Json.mapper().readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
