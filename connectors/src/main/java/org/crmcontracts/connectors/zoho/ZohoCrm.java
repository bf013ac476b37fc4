package org.crmcontracts.connectors.zoho;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmTraits;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.jspecify.annotations.Nullable;

/** One organisation in Zoho CRM, by API v8 (Get Records, Get Deleted Records, read 2026-11). */
final class ZohoCrm implements Crm {
    private static final int PER_PAGE = 200;

    /** Guards against a vendor who never says that there is no more. */
    private static final int MAX_DELETION_PAGES = 1_000;

    private final CamelRuntime runtime;
    private final ZohoSession session;

    ZohoCrm(CamelRuntime runtime, ZohoSession session) {
        this.runtime = runtime;
        this.session = session;
    }

    @Override
    public CrmTraits traits() {
        return new CrmTraits(100, true, false, true, true, Duration.ofMinutes(5), Duration.ofSeconds(1));
    }

    @Override
    public List<RemoteField> describe(RemoteKind kind) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RemoteRecord> read(RemoteKind kind, Set<String> externalIds, Set<String> fields) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RemoteRecord> findByReference(RemoteKind kind, String reference, Set<String> fields) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<WriteOutcome> write(RemoteKind kind, List<RemoteChange> changes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RemotePage pull(PullRequest request) {
        if (request.kind() == RemoteKind.USER) {
            return new RemotePage(List.of(), null, null);
        }
        // Zoho binds a page token to all other parameters: they are the same for each page.
        String query = "fields=" + encoded(String.join(",", ZohoRecords.sources(request.fields())))
                + "&per_page=" + PER_PAGE
                + "&sort_by=Modified_Time&sort_order=asc"
                + (request.pageToken() == null ? "" : "&page_token=" + encoded(request.pageToken()));
        ZohoAnswer answer = read("/crm/v8/" + ZohoRecords.module(request.kind()), query, request.since());
        return answer.status() == 200
                ? ZohoWire.page(request.kind(), answer, request.fields())
                : new RemotePage(List.of(), null, null);
    }

    @Override
    public List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since) {
        if (kind == RemoteKind.USER) {
            return List.of();
        }
        List<RemoteDeletion> deletions = new ArrayList<>();
        for (int page = 1; page <= MAX_DELETION_PAGES; page++) {
            ZohoAnswer answer = read(
                    "/crm/v8/" + ZohoRecords.module(kind) + "/deleted",
                    "type=all&page=" + page + "&per_page=" + PER_PAGE,
                    since);
            if (answer.status() != 200) {
                return deletions;
            }
            ZohoWire.DeletionPage read = ZohoWire.deletions(kind, answer);
            deletions.addAll(read.deletions());
            if (!read.more()) {
                return deletions;
            }
        }
        throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "Zoho's list of deletions does not end");
    }

    /** Answers with status 200, or 204 or 304 for nothing. */
    private ZohoAnswer read(String path, String query, @Nullable Instant since) {
        // Zoho's times have whole seconds and its filter may leave out the given one.
        String modifiedSince = since == null ? null : ZohoWire.headerTime(since.minusSeconds(1));
        String token = session.token();
        ZohoAnswer answer = send(path, query, token, modifiedSince);
        if (ZohoResponses.verdict(answer) == ZohoResponses.Verdict.LOGIN_AGAIN) {
            answer = send(path, query, session.tokenAfter(token), modifiedSince);
        }
        return switch (ZohoResponses.verdict(answer)) {
            case DATA, NOTHING -> answer;
            case LOGIN_AGAIN, REFUSED -> throw ZohoResponses.refusal(answer);
        };
    }

    private ZohoAnswer send(String path, String query, String token, @Nullable String modifiedSince) {
        return runtime.send(
                ZohoRoutes.READ,
                new ZohoRequest(session.access().apiUrl().resolve(path), query, token, modifiedSince, null));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
