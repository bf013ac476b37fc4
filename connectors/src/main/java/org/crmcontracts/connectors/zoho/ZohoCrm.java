package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crmcontracts.connectors.spi.Counts;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmTraits;
import org.crmcontracts.connectors.spi.Notifies;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.crmcontracts.connectors.transport.TransportAnswer;
import org.crmcontracts.connectors.transport.Way;
import org.jspecify.annotations.Nullable;

/**
 * One organisation in Zoho CRM, by API v8.
 *
 * <p>The organisation's fields are read once and kept as long as this object, which is one run of the sync: a field
 * that is added or retyped meanwhile is seen by the next.
 */
final class ZohoCrm implements Crm, Counts, Notifies {
    /**
     * Zoho gives no bound. Ours waits 60 s for an answer; five times that is far beyond what its edge keeps a request
     * for.
     */
    private static final Duration SLOWEST_WRITE = Duration.ofMinutes(5);

    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

    private final ZohoApi api;
    private final ZohoOptions options;
    private final ZohoListing listing;
    private final ZohoWriting writing;
    private final ZohoBulk bulk;
    private final ZohoChannel channel;
    private final Map<RemoteKind, ZohoSchema> schemas = new EnumMap<>(RemoteKind.class);

    ZohoCrm(ZohoApi api, Way bulkWay, ZohoBulk.Rules bulkRules, Clock clock) {
        this.api = api;
        this.options = ZohoOptions.of(api.access().options());
        this.listing = new ZohoListing(api);
        this.writing = new ZohoWriting(api, options);
        this.bulk = new ZohoBulk(api, bulkWay, bulkRules, listing);
        this.channel = new ZohoChannel(api, clock);
    }

    @Override
    public CrmTraits traits() {
        return new CrmTraits(
                ZohoWriting.BATCH, true, options.referenceIsUnique(), true, true, SLOWEST_WRITE, CLOCK_STEP);
    }

    @Override
    public List<RemoteField> describe(RemoteKind kind) {
        return schema(kind).remote();
    }

    private synchronized ZohoSchema schema(RemoteKind kind) {
        ZohoSchema known = schemas.get(kind);
        if (known == null) {
            known = kind == RemoteKind.USER ? ZohoSchema.users() : described(kind);
            schemas.put(kind, known);
        }
        return known;
    }

    private ZohoSchema described(RemoteKind kind) {
        TransportAnswer answer =
                api.read(ZohoCall.get("/crm/v8/settings/fields", Map.of("module", ZohoRecords.module(kind)), 1));
        ZohoSchema schema = ZohoSchema.of(kind, ZohoWire.object(answer));
        if (schema == null) {
            throw ZohoWire.bad("no list of fields");
        }
        return schema;
    }

    @Override
    public RemotePage pull(PullRequest request) {
        ZohoSchema schema = schema(request.kind());
        if (request.kind() == RemoteKind.USER) {
            int page = request.pageToken() == null ? 1 : number(request.pageToken());
            ZohoWire.Rows rows = listing.users(request.since(), page);
            return new RemotePage(records(schema, rows.rows(), request.fields()), rows.next(), null);
        }
        ZohoBulk.Place place = ZohoBulk.Place.of(request.pageToken());
        if (place != null) {
            ZohoWire.Rows rows = bulk.page(schema, request.fields(), place);
            return new RemotePage(records(schema, rows.rows(), request.fields()), rows.next(), place.total());
        }
        ZohoPageToken token = ZohoPageToken.of(request.pageToken());
        Long total = token.total();
        if (request.since() == null && request.pageToken() == null) {
            total = listing.count(request.kind());
            if (bulk.isFor(total)) {
                return new RemotePage(
                        List.of(), bulk.start(schema, request.fields(), total).next(), total);
            }
        }
        ZohoWire.Rows rows = listing.page(
                request.kind(),
                schema.sources(request.fields(), ZohoListing.MOST_FIELDS),
                request.since(),
                token.token());
        return new RemotePage(
                records(schema, rows.rows(), request.fields()),
                rows.next() == null ? null : new ZohoPageToken(total, rows.next()).text(),
                total);
    }

    @Override
    public long count(RemoteKind kind) {
        return listing.count(kind);
    }

    @Override
    public List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since) {
        // A user who is deleted stays in the list of all users and is told as not active.
        return kind == RemoteKind.USER ? List.of() : listing.deletions(kind, since);
    }

    @Override
    public List<RemoteRecord> read(RemoteKind kind, Set<String> externalIds, Set<String> fields) {
        if (externalIds.isEmpty()) {
            return List.of();
        }
        ZohoSchema schema = schema(kind);
        List<ObjectNode> rows = kind == RemoteKind.USER
                ? users(externalIds)
                : listing.read(kind, externalIds, schema.sources(fields, ZohoListing.MOST_FIELDS));
        return records(schema, rows, fields);
    }

    private List<ObjectNode> users(Set<String> ids) {
        List<ObjectNode> found = new ArrayList<>();
        String next = "1";
        while (next != null) {
            ZohoWire.Rows rows = listing.users(null, number(next));
            rows.rows().stream()
                    .filter(row -> ids.contains(String.valueOf(ZohoRecords.id(row))))
                    .forEach(found::add);
            next = rows.next();
        }
        return found;
    }

    @Override
    public List<RemoteRecord> findByReference(RemoteKind kind, String reference, Set<String> fields) {
        if (kind == RemoteKind.USER) {
            return List.of();
        }
        if (!schema(kind).fields().containsKey(options.referenceField())) {
            throw new CrmRefusal(
                    CrmRefusal.Reason.BAD_ANSWER,
                    "REFERENCE_FIELD_MISSING",
                    "Zoho's module " + ZohoRecords.module(kind) + " has no field " + options.referenceField());
        }
        return read(kind, Set.copyOf(listing.idsWhere(kind, options.referenceField(), reference)), fields);
    }

    @Override
    public List<WriteOutcome> write(RemoteKind kind, List<RemoteChange> changes) {
        if (kind == RemoteKind.USER) {
            throw new IllegalArgumentException("Users are read only");
        }
        return writing.write(schema(kind), changes);
    }

    @Override
    public Instant openChannel(URI address) {
        return channel.open(address);
    }

    @Override
    public void closeChannel() {
        channel.close();
    }

    private static List<RemoteRecord> records(ZohoSchema schema, List<ObjectNode> rows, Set<String> asked) {
        return rows.stream()
                .map(row -> row.has(ZohoListing.CHANGED_MEANWHILE)
                        ? ZohoRecords.unreadable(
                                schema.kind(),
                                ZohoRecords.id(row),
                                ZohoWire.time(row.path(ZohoRecords.MODIFIED)),
                                "CHANGED_MEANWHILE")
                        : ZohoRecords.record(schema, row, asked))
                .toList();
    }

    private static int number(String pageToken) {
        try {
            return Integer.parseInt(pageToken);
        } catch (NumberFormatException e) {
            throw new CrmRefusal(CrmRefusal.Reason.PAGE_TOKEN_EXPIRED, null, "Not a page of users", e);
        }
    }
}
