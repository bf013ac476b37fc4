package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.jspecify.annotations.Nullable;

/** Reads Zoho CRM v8: List Records and List Deleted Records (read 2026-11), 200 records a page. */
final class ZohoCrm implements Crm {
    private static final DateTimeFormatter ZOHO_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final int PAGE = 200;
    private static final int MOST_DELETED_PAGES = 500;

    private final CrmAccess access;
    private final CamelRuntime camel;
    private final ZohoSession session;

    ZohoCrm(CrmAccess access, CamelRuntime camel, ZohoSession session) {
        this.access = access;
        this.camel = camel;
        this.session = session;
    }

    @Override
    public RemotePage pull(PullRequest request) {
        String query = "fields=" + ZohoSession.encode(ZohoWire.fields(request.kind())) + "&per_page=" + PAGE
                + "&sort_by=Modified_Time&sort_order=asc"
                + (request.pageToken() == null ? "" : "&page_token=" + ZohoSession.encode(request.pageToken()));
        JsonNode json = read(ZohoWire.module(request.kind()), query, request.since());
        List<RemoteRecord> records = new ArrayList<>();
        json.path("data").forEach(record -> records.add(ZohoWire.record(request.kind(), record)));
        JsonNode info = json.path("info");
        boolean more = info.path("more_records").asBoolean()
                && info.path("next_page_token").isTextual();
        return new RemotePage(records, more ? info.path("next_page_token").asText() : null);
    }

    @Override
    public List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since) {
        List<RemoteDeletion> deletions = new ArrayList<>();
        boolean more = true;
        for (int page = 1; more && page <= MOST_DELETED_PAGES; page++) {
            JsonNode json =
                    read(ZohoWire.module(kind) + "/deleted", "type=all&page=" + page + "&per_page=" + PAGE, since);
            for (JsonNode row : json.path("data")) {
                try {
                    deletions.add(new RemoteDeletion(
                            kind,
                            row.path("id").asText(),
                            ZohoWire.instant(row.path("deleted_time").asText())));
                } catch (DateTimeException e) {
                    // Without a time it cannot be told from a restored record; the next reconcile decides.
                    continue;
                }
            }
            more = json.path("info").path("more_records").asBoolean();
        }
        return deletions;
    }

    private JsonNode read(String path, String query, @Nullable Instant since) {
        CamelRuntime.Reply reply = call(path, query, since, session.token());
        if (ZohoResponses.wantsLogin(reply.status(), reply.body())) {
            reply = call(path, query, since, session.token());
        }
        return ZohoResponses.read(reply.status(), reply.body());
    }

    private CamelRuntime.Reply call(String path, String query, @Nullable Instant since, String token) {
        Map<String, String> headers = new HashMap<>();
        // Not Bearer: Zoho has a scheme of its own.
        headers.put("Authorization", "Zoho-oauthtoken " + token);
        if (since != null) {
            // No fractions of a second: Zoho refuses them.
            headers.put(
                    "If-Modified-Since",
                    ZOHO_TIME.format(since.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
        }
        CamelRuntime.Reply reply = camel.send(
                ZohoRoutes.READ, new ZohoRoutes.Call("GET", access.apiUrl() + "/crm/v8/" + path, query, headers, null));
        if (ZohoResponses.wantsLogin(reply.status(), reply.body())) {
            session.refused(token);
        }
        return reply;
    }
}
