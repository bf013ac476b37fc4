package org.crmcontracts.contracts.app;

import java.util.LinkedHashMap;
import java.util.Map;
import org.crmcontracts.connectors.zoho.ZohoSimulator;

/** A connection to a simulated Zoho CRM, as an administrator makes it. */
final class ZohoConnection {
    private ZohoConnection() {}

    /** What is asked for to connect; a new map each time, for a test to change. */
    static Map<String, Object> facts(String address) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("provider", "zoho");
        facts.put("name", "Zoho");
        facts.put("accountsUrl", address);
        facts.put("apiUrl", address);
        facts.put("clientId", ZohoSimulator.CLIENT_ID);
        facts.put("clientSecret", ZohoSimulator.CLIENT_SECRET);
        facts.put("refreshToken", ZohoSimulator.REFRESH_TOKEN);
        return facts;
    }

    /** Connects, and tells the connection's identifier. */
    static String connect(ApiClient admin, Map<String, Object> facts) {
        return admin.post("/connections", facts, null)
                .expect(201)
                .body()
                .path("id")
                .asText();
    }
}
