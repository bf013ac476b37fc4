package org.crmcontracts.connectors.zoho;

import java.util.LinkedHashMap;
import java.util.Map;

/** Status and JSON body of the simulator's answer; an empty body is sent as none. */
record ZohoSimulatorAnswer(int status, Map<String, Object> body) {

    static ZohoSimulatorAnswer data(Map<String, Object> body) {
        return new ZohoSimulatorAnswer(200, body);
    }

    /** 204 where there is nothing at all, 304 where nothing has changed since. */
    static ZohoSimulatorAnswer nothing(boolean asksForChanges) {
        return new ZohoSimulatorAnswer(asksForChanges ? 304 : 204, Map.of());
    }

    static ZohoSimulatorAnswer error(int status, String code, String message) {
        return error(status, code, message, Map.of());
    }

    static ZohoSimulatorAnswer error(int status, String code, String message, Map<String, Object> details) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", code);
        body.put("details", details);
        body.put("message", message);
        body.put("status", "error");
        return new ZohoSimulatorAnswer(status, body);
    }
}
