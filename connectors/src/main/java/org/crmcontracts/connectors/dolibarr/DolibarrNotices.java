package org.crmcontracts.connectors.dolibarr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.Notice;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.secrets.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Reads Dolibarr's webhooks (module Webhook, 20.0.2: {@code {"triggercode","object"}}). Pure.
 *
 * <p>They are not signed. So one is only taken that shows the connection's secret, as a bearer token or as the password
 * of basic authentication; the latter an administrator can write into the target's URL. A copy of an old notice does no
 * harm: it is a hint to read a record again.
 */
final class DolibarrNotices {
    private DolibarrNotices() {}

    static Notice notice(Secret secret, Map<String, String> headers, byte[] body) {
        String shown = shown(headers.getOrDefault("authorization", "").strip());
        if (secret.text().isBlank() || shown == null || !secret.equals(Secret.of(shown))) {
            throw new CrmRefusal(
                    CrmRefusal.Reason.FORGED, null, "A notice of Dolibarr is not taken: it shows no secret");
        }
        JsonNode message = tree(body);
        RemoteKind kind = kind(message.path("triggercode").asText(""));
        String id = DolibarrRecords.id(message.path("object"));
        return new Notice(kind == null || id.isEmpty() ? Map.of() : Map.of(kind, Set.of(id)), null);
    }

    private static @Nullable String shown(String authorization) {
        if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return authorization.substring(7).strip();
        }
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : pair.substring(colon + 1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable RemoteKind kind(String trigger) {
        if (trigger.startsWith("COMPANY_")) {
            return RemoteKind.ACCOUNT;
        }
        if (trigger.startsWith("CONTACT_")) {
            return RemoteKind.CONTACT;
        }
        return trigger.startsWith("USER_") ? RemoteKind.USER : null;
    }

    private static JsonNode tree(byte[] body) {
        try {
            return DolibarrResponses.MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "A notice of Dolibarr is no JSON", e);
        }
    }
}
