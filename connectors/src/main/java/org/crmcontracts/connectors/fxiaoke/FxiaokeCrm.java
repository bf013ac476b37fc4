package org.crmcontracts.connectors.fxiaoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

/** One tenant of Fxiaoke, by open API V2 (read 2026-11). */
final class FxiaokeCrm implements Crm {
    private static final String DATA = "/cgi/crm/v2/data/";

    /** Writes go one by one: more of them would hold a run's lease for long. */
    private static final int BATCH = 20;

    /** Assumption: the gateway gives up (50009) long before; no document tells how long a write may go on. */
    private static final Duration SLOWEST_WRITE = Duration.ofMinutes(5);

    /** Guards against a vendor who never says that there is no more. */
    private static final int MAX_DELETION_PAGES = 1_000;

    private final FxiaokeSession session;
    private final Map<RemoteKind, Map<String, FxiaokeField>> described = new ConcurrentHashMap<>();

    FxiaokeCrm(FxiaokeSession session) {
        this.session = session;
    }

    /**
     * The open API documents neither an optimistic lock nor an idempotency key; whether queries answer voided records is
     * for the tenant's own trial to find out, so that it is an option.
     */
    @Override
    public CrmTraits traits() {
        return new CrmTraits(
                BATCH,
                session.options().listsVoided(),
                session.options().referenceIsUnique(),
                false,
                true,
                SLOWEST_WRITE,
                Duration.ofMillis(1));
    }

    @Override
    public List<RemoteField> describe(RemoteKind kind) {
        described.remove(kind);
        return fields(kind).values().stream().map(FxiaokeField::field).toList();
    }

    @Override
    public RemotePage pull(PullRequest request) {
        Map<String, FxiaokeField> fields = fields(request.kind());
        KeysetWalk walk = KeysetWalk.of(request.pageToken(), session.now());
        FxiaokeQuery query = query(request.kind(), fields, request.fields()).after(walk.lastId());
        if (request.since() != null) {
            query.modifiedSince(request.since());
        }
        List<JsonNode> rows = FxiaokeQuery.rows(session.read(DATA + "query", query.body()), walk.lastId());
        // Not "fewer than the limit": what a right hides may be missing in the middle of a listing.
        String next = rows.isEmpty()
                ? null
                : walk.at(FxiaokeQuery.id(rows.get(rows.size() - 1))).token();
        List<RemoteRecord> records = records(request.kind(), fields, request.fields(), rows).stream()
                .map(walk::told)
                .toList();
        return new RemotePage(records, next, null);
    }

    @Override
    public List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since) {
        List<RemoteDeletion> deletions = new ArrayList<>();
        if (kind == RemoteKind.USER || !session.options().listsVoided()) {
            return deletions;
        }
        String lastId = "";
        for (int page = 0; page < MAX_DELETION_PAGES; page++) {
            FxiaokeQuery query = new FxiaokeQuery(
                            FxiaokeRecords.object(kind), Set.of("_id", "last_modified_time", "life_status"))
                    .with("life_status", "IN", List.of("invalid"))
                    .after(lastId);
            if (since != null) {
                query.modifiedSince(since);
            }
            List<JsonNode> rows = FxiaokeQuery.rows(session.read(DATA + "query", query.body()), lastId);
            if (rows.isEmpty()) {
                return deletions;
            }
            for (JsonNode row : rows) {
                deletions.add(new RemoteDeletion(kind, FxiaokeQuery.id(row), voidedAt(row)));
            }
            lastId = FxiaokeQuery.id(rows.get(rows.size() - 1));
        }
        throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "Fxiaoke's list of voided records does not end");
    }

    @Override
    public List<RemoteRecord> read(RemoteKind kind, Set<String> externalIds, Set<String> asked) {
        return externalIds.isEmpty() ? List.of() : matching(kind, FxiaokeRecords.idField(kind), externalIds, asked);
    }

    @Override
    public List<RemoteRecord> findByReference(RemoteKind kind, String reference, Set<String> asked) {
        return kind == RemoteKind.USER
                ? List.of()
                : matching(kind, referenceField(kind, fields(kind)), Set.of(reference), asked);
    }

    private List<RemoteRecord> matching(RemoteKind kind, String field, Set<String> values, Set<String> asked) {
        Map<String, FxiaokeField> fields = fields(kind);
        FxiaokeQuery query = query(kind, fields, asked).with(field, "IN", values);
        return records(kind, fields, asked, FxiaokeQuery.rows(session.read(DATA + "query", query.body()), ""));
    }

    @Override
    public List<WriteOutcome> write(RemoteKind kind, List<RemoteChange> changes) {
        if (kind == RemoteKind.USER) {
            WriteOutcome readOnly = new WriteOutcome.Refused(null, "READ_ONLY", "Fxiaoke's employees are only read");
            return changes.stream().map(change -> readOnly).toList();
        }
        Map<String, FxiaokeField> fields = fields(kind);
        String referenceField = referenceField(kind, fields);
        return OneByOne.write(changes, change -> written(kind, fields, change, referenceField));
    }

    private WriteOutcome written(
            RemoteKind kind, Map<String, FxiaokeField> fields, RemoteChange change, String referenceField) {
        WriteOutcome outcome;
        try {
            ObjectNode body = FxiaokeResponses.MAPPER.createObjectNode();
            // Both are on unless they are named: a sync must not start approvals by itself.
            body.put("triggerApprovalFlow", session.options().startsApprovals());
            body.put("triggerWorkFlow", session.options().startsWorkflows());
            body.putObject("data")
                    .set(
                            "object_data",
                            FxiaokeRecords.prepare(
                                    kind,
                                    fields,
                                    change,
                                    referenceField,
                                    session.options().employee()));
            String call = change.externalId() == null ? "create" : "update";
            outcome = FxiaokeResponses.outcome(session.write(DATA + call, body), change.externalId(), session.now());
        } catch (FxiaokeRecords.NotSent e) {
            return e.outcome();
        } catch (AnswerLost e) {
            return new WriteOutcome.Unknown(String.valueOf(e.getMessage()));
        }
        return outcome instanceof WriteOutcome.Refused refused ? explained(kind, change, refused) : outcome;
    }

    /** No document names the codes for a record that is not there and for one that is there twice: so it is looked for. */
    private WriteOutcome explained(RemoteKind kind, RemoteChange change, WriteOutcome.Refused refused) {
        try {
            if (change.externalId() != null) {
                return read(kind, Set.of(change.externalId()), Set.of()).isEmpty() ? new WriteOutcome.Gone() : refused;
            }
            List<RemoteRecord> there = session.options().referenceIsUnique()
                    ? findByReference(kind, change.reference(), Set.of())
                    : List.of();
            return there.size() == 1 ? new WriteOutcome.Duplicate(there.get(0).externalId()) : refused;
        } catch (CrmRefusal e) {
            return refused;
        }
    }

    private static Instant voidedAt(JsonNode row) {
        try {
            return FxiaokeRecords.modified(row);
        } catch (FxiaokeValues.Unfit e) {
            throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "Fxiaoke's voided record has no time", e);
        }
    }

    private Map<String, FxiaokeField> fields(RemoteKind kind) {
        return described.computeIfAbsent(kind, this::asked);
    }

    private Map<String, FxiaokeField> asked(RemoteKind kind) {
        ObjectNode body = FxiaokeResponses.MAPPER.createObjectNode();
        // The documents show it in both places.
        body.put("includeDetail", false)
                .putObject("data")
                .put("apiName", FxiaokeRecords.object(kind))
                .put("includeDetail", false);
        JsonNode fields = session.read("/cgi/crm/v2/object/describe", body)
                .path("data")
                .path("describe")
                .path("fields");
        if (!fields.isObject() || fields.isEmpty()) {
            throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, null, "Fxiaoke describes no fields");
        }
        return FxiaokeField.all(kind, fields);
    }

    /** Without it a record whose answer was lost could not be found again, so nothing is written. */
    private String referenceField(RemoteKind kind, Map<String, FxiaokeField> fields) {
        String name = session.options().reference(kind);
        if (!fields.containsKey(name)) {
            throw new CrmRefusal(
                    CrmRefusal.Reason.NEEDS_RECONNECT,
                    CrmRefusal.REFERENCE_FIELD_MISSING,
                    FxiaokeRecords.object(kind) + " has no text field " + name + " for our reference");
        }
        return name;
    }

    private static FxiaokeQuery query(RemoteKind kind, Map<String, FxiaokeField> fields, Set<String> asked) {
        return new FxiaokeQuery(FxiaokeRecords.object(kind), FxiaokeRecords.projection(kind, fields, asked));
    }

    private static List<RemoteRecord> records(
            RemoteKind kind, Map<String, FxiaokeField> fields, Set<String> asked, List<JsonNode> rows) {
        return rows.stream()
                .filter(row -> !FxiaokeRecords.isGone(row))
                .map(row -> FxiaokeRecords.record(kind, fields, asked, row))
                .toList();
    }
}
