package org.crmcontracts.connectors.dolibarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.crmcontracts.connectors.dolibarr.DolibarrResponses.Answer;
import org.crmcontracts.connectors.dolibarr.DolibarrResponses.Verdict;
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
import org.crmcontracts.connectors.transport.AnswerLost;
import org.crmcontracts.connectors.transport.KeysetWalk;
import org.crmcontracts.connectors.transport.OneByOne;
import org.jspecify.annotations.Nullable;

/** One Dolibarr, by the REST API of 20.0.2. */
final class DolibarrCrm implements Crm {
    /** The API's own usual; it loads each object by itself, so that larger pages are no faster. */
    private static final int PER_PAGE = 100;

    /** Writes go one by one: more of them would hold a run's lease for long. */
    private static final int BATCH = 20;

    /** Assumption: PHP ends a request after 30 s by itself, and few administrators allow more than some minutes. */
    private static final Duration SLOWEST_WRITE = Duration.ofMinutes(5);

    private final DolibarrSession session;
    private final Object numbering;
    private final Map<RemoteKind, Map<String, RemoteField>> described = new ConcurrentHashMap<>();

    /** @param numbering held while a third party is created: two numbers given at the same time may be the same */
    DolibarrCrm(DolibarrSession session, Object numbering) {
        this.session = session;
        this.numbering = numbering;
    }

    @Override
    public CrmTraits traits() {
        return new CrmTraits(BATCH, false, false, false, true, SLOWEST_WRITE, Duration.ofSeconds(1));
    }

    @Override
    public List<RemoteField> describe(RemoteKind kind) {
        described.remove(kind);
        return List.copyOf(fields(kind).values());
    }

    @Override
    public RemotePage pull(PullRequest request) {
        KeysetWalk walk = KeysetWalk.of(request.pageToken(), session.now());
        List<String> filters = new ArrayList<>();
        if (!walk.lastId().isEmpty()) {
            filters.add("(t.rowid:>:" + walk.lastId() + ")");
        }
        Instant since = request.since();
        if (since != null) {
            filters.add("(t.tms:>=:'" + DolibarrTimes.atOrBefore(since, session.zone()) + "')");
        }
        List<JsonNode> rows = rows(request.kind(), request.fields(), String.join(" and ", filters), PER_PAGE);
        List<JsonNode> met = behind(walk.lastId(), rows);
        Map<String, RemoteField> fields = fields(request.kind());
        List<RemoteRecord> records = met.stream()
                .map(row -> DolibarrRecords.record(request.kind(), fields, request.fields(), row, walk.began()))
                .map(walk::told)
                .toList();
        // Not "fewer than the limit": an object that cannot be loaded is missing in the middle of a listing.
        String next = met.isEmpty()
                ? null
                : walk.at(DolibarrRecords.id(met.get(met.size() - 1))).token();
        return new RemotePage(records, next, null);
    }

    /** The rows behind the last id in their order; rows without an id first, as they cannot carry the walk on. */
    private static List<JsonNode> behind(String lastId, List<JsonNode> rows) {
        long last = number(lastId);
        List<JsonNode> met = new ArrayList<>(rows);
        met.removeIf(row -> !DolibarrRecords.id(row).isEmpty() && number(DolibarrRecords.id(row)) <= last);
        met.sort(Comparator.comparingLong(row -> number(DolibarrRecords.id(row))));
        boolean goesOn =
                !met.isEmpty() && !DolibarrRecords.id(met.get(met.size() - 1)).isEmpty();
        if (!rows.isEmpty() && !goesOn) {
            throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "Dolibarr repeats a page, or rows have no ids");
        }
        return met;
    }

    private static long number(String id) {
        return id.isEmpty() ? -1 : Long.parseLong(id);
    }

    /** None: Dolibarr deletes for good and keeps no list. */
    @Override
    public List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since) {
        return List.of();
    }

    @Override
    public List<RemoteRecord> read(RemoteKind kind, Set<String> externalIds, Set<String> asked) {
        // An id that is no number is none of Dolibarr's: such a record is not there.
        String ids = String.join(
                ",",
                externalIds.stream()
                        .filter(id -> id.matches("[0-9]{1,18}"))
                        .sorted()
                        .toList());
        return ids.isEmpty() ? List.of() : matching(kind, "(t.rowid:in:" + ids + ")", externalIds.size(), asked);
    }

    @Override
    public List<RemoteRecord> findByReference(RemoteKind kind, String reference, Set<String> asked) {
        if (kind == RemoteKind.USER || !reference.matches("[A-Za-z0-9._-]{1,128}")) {
            return List.of();
        }
        return matching(kind, "(t.ref_ext:=:'" + reference + "')", PER_PAGE, asked);
    }

    private List<RemoteRecord> matching(RemoteKind kind, String filter, int limit, Set<String> asked) {
        Map<String, RemoteField> fields = fields(kind);
        Instant now = session.now();
        return rows(kind, asked, filter, limit).stream()
                .map(row -> DolibarrRecords.record(kind, fields, asked, row, now))
                .toList();
    }

    private List<JsonNode> rows(RemoteKind kind, Set<String> asked, String filter, int limit) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("sortfield", "t.rowid");
        query.put("sortorder", "ASC");
        query.put("limit", String.valueOf(limit));
        query.put("properties", String.join(",", DolibarrRecords.properties(asked)));
        if (!filter.isEmpty()) {
            query.put("sqlfilters", filter);
        }
        Answer answer = session.read(DolibarrRecords.path(kind), query);
        if (answer.verdict() == Verdict.NOTHING) {
            return List.of();
        }
        if (!answer.body().isArray()) {
            throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "Dolibarr answered another thing than a list");
        }
        List<JsonNode> rows = new ArrayList<>();
        answer.body().forEach(rows::add);
        return rows;
    }

    @Override
    public List<WriteOutcome> write(RemoteKind kind, List<RemoteChange> changes) {
        if (kind == RemoteKind.USER) {
            WriteOutcome readOnly = new WriteOutcome.Refused(null, "READ_ONLY", "Dolibarr's users are only read");
            return changes.stream().map(change -> readOnly).toList();
        }
        Map<String, RemoteField> fields = fields(kind);
        return OneByOne.write(changes, change -> written(kind, fields, change));
    }

    private WriteOutcome written(RemoteKind kind, Map<String, RemoteField> fields, RemoteChange change) {
        try {
            ObjectNode body = DolibarrRecords.prepare(kind, fields, change);
            return DolibarrResponses.outcome(sent(kind, change.externalId(), body), change.externalId());
        } catch (DolibarrRecords.NotSent e) {
            return e.outcome();
        } catch (AnswerLost e) {
            return new WriteOutcome.Unknown(String.valueOf(e.getMessage()));
        }
    }

    private Answer sent(RemoteKind kind, @Nullable String externalId, ObjectNode body) throws AnswerLost {
        String path = DolibarrRecords.path(kind);
        if (externalId != null) {
            return session.write("PUT", path + "/" + externalId, body);
        }
        if (kind != RemoteKind.ACCOUNT) {
            return session.write("POST", path, body);
        }
        synchronized (numbering) {
            return session.write("POST", path, body);
        }
    }

    private Map<String, RemoteField> fields(RemoteKind kind) {
        return described.computeIfAbsent(kind, this::asked);
    }

    /** Only an administrator's key may read how the tenant's own fields are defined; without it there are none. */
    private Map<String, RemoteField> asked(RemoteKind kind) {
        if (kind == RemoteKind.USER) {
            return DolibarrFields.all(kind, DolibarrResponses.MAPPER.missingNode());
        }
        Answer answer = session.get("/setup/extrafields", Map.of("elementtype", DolibarrFields.table(kind)));
        return switch (answer.verdict()) {
            case DATA, NOTHING, CLOSED -> DolibarrFields.all(kind, answer.body());
            default -> throw DolibarrResponses.refusal(answer);
        };
    }
}
