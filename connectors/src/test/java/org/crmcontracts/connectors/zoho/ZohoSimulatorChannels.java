package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Zoho's notification channels (CRM v8, actions/watch; read 2026-11). */
final class ZohoSimulatorChannels {
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration FALLBACK = Duration.ofHours(1);
    private static final int MAX_TOKEN = 50;

    /** One open channel. */
    record Channel(String id, String url, String token, List<String> events, Instant until) {}

    private final ZohoSimulatorStore store;
    private final Map<String, Channel> channels = new LinkedHashMap<>();

    ZohoSimulatorChannels(ZohoSimulatorStore store) {
        this.store = store;
    }

    synchronized List<Channel> open() {
        return channels.values().stream()
                .filter(channel -> channel.until().isAfter(store.now()))
                .toList();
    }

    /** Opens a channel by POST, replaces an open one by PUT. */
    synchronized ZohoSimulatorAnswer set(JsonNode body, boolean renews) {
        JsonNode asked = body.path("watch").path(0);
        String id = asked.path("channel_id").asText();
        if (!id.matches("[0-9]{1,18}")
                || !asked.path("notify_url").asText().startsWith("https://")
                || asked.path("token").asText().length() > MAX_TOKEN
                || asked.path("channel_expiry").asText().contains(".")) {
            return told(400, "INVALID_DATA", Map.of(), "error");
        }
        if (renews && open().stream().noneMatch(channel -> channel.id().equals(id))) {
            return told(400, "NOT_SUBSCRIBED", Map.of(), "error");
        }
        List<String> events = new ArrayList<>();
        asked.path("events").forEach(event -> events.add(event.asText()));
        Instant until =
                OffsetDateTime.parse(asked.path("channel_expiry").asText()).toInstant();
        if (until.isAfter(store.now().plus(LONGEST))) {
            until = store.now().plus(FALLBACK);
        }
        channels.put(
                id,
                new Channel(
                        id,
                        asked.path("notify_url").asText(),
                        asked.path("token").asText(),
                        events,
                        until));
        List<Map<String, Object>> shown = new ArrayList<>();
        for (String event : events) {
            String module = event.substring(0, event.indexOf('.'));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("channel_expiry", ZohoSimulatorStore.time(until));
            one.put("resource_uri", "https://www.zohoapis.com/crm/v2/" + module);
            one.put("resource_id", "5725767000000002175");
            one.put("resource_name", module);
            one.put("channel_id", id);
            shown.add(one);
        }
        return told(renews ? 200 : 201, "SUCCESS", Map.of("events", shown), "success");
    }

    synchronized ZohoSimulatorAnswer remove(String id) {
        return channels.remove(id) == null
                ? told(400, "NOT_SUBSCRIBED", Map.of(), "error")
                : told(
                        200,
                        "SUCCESS",
                        Map.of(
                                "resource_uri",
                                "https://www.zohoapis.com/crm/v2/Accounts",
                                "resource_id",
                                "5725767000000002175",
                                "channel_id",
                                id),
                        "success");
    }

    private static ZohoSimulatorAnswer told(int status, String code, Map<String, Object> details, String result) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("code", code);
        item.put("details", details);
        item.put("message", "told by the simulator");
        item.put("status", result);
        return new ZohoSimulatorAnswer(status, Map.of("watch", List.of(item)));
    }

    /** What Zoho would send to the channel's address (read 2026-11). */
    synchronized Map<String, Object> message(Channel channel, String module, List<String> ids, String operation) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("server_time", store.now().toEpochMilli());
        message.put("query_params", Map.of());
        message.put("module", module);
        message.put("resource_uri", "https://www.zohoapis.com/crm/v2/" + module);
        message.put("ids", ids);
        message.put("operation", operation);
        message.put("channel_id", channel.id());
        message.put("token", channel.token());
        return message;
    }
}
