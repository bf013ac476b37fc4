package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.crmcontracts.connectors.transport.AnswerLost;
import org.jspecify.annotations.Nullable;

/**
 * Writes records: creates and unguarded updates in batches, each guarded update alone, as its lock is a header of the
 * whole request (API v8, Upsert Records, read 2026-11).
 */
final class ZohoWriting {
    static final int BATCH = 100;
    private static final int RECORDS_A_CREDIT = 10;

    private final ZohoApi api;
    private final ZohoOptions options;

    ZohoWriting(ZohoApi api, ZohoOptions options) {
        this.api = api;
        this.options = options;
    }

    private record Item(int place, ObjectNode data) {}

    private record Request(String method, String path, @Nullable String revision, List<Item> items) {}

    List<WriteOutcome> write(ZohoSchema schema, List<RemoteChange> changes) {
        @Nullable WriteOutcome[] outcomes = new WriteOutcome[changes.size()];
        boolean reached = false;
        for (Request request : requests(schema, changes, outcomes)) {
            List<WriteOutcome> told;
            try {
                told = send(request);
                reached = true;
            } catch (CrmRefusal e) {
                if (!reached) {
                    throw e;
                }
                // What went before has its outcome, which must not get lost; the rest is surely not written.
                Arrays.setAll(
                        outcomes,
                        i -> outcomes[i] != null
                                ? outcomes[i]
                                : new WriteOutcome.NotYet(e.reason(), String.valueOf(e.getMessage())));
                break;
            }
            for (int i = 0; i < told.size(); i++) {
                outcomes[request.items().get(i).place()] = told.get(i);
            }
        }
        return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
    }

    private List<WriteOutcome> send(Request request) {
        int size = request.items().size();
        ZohoCall call = ZohoCall.of(
                request.method(), request.path(), body(request), (size + RECORDS_A_CREDIT - 1) / RECORDS_A_CREDIT);
        if (request.revision() != null) {
            call = call.with("If-Unmodified-Since", ZohoWire.headerTime(Instant.parse(request.revision())));
        }
        try {
            return ZohoOutcomes.of(api.write(call), size);
        } catch (AnswerLost e) {
            WriteOutcome unknown = new WriteOutcome.Unknown(String.valueOf(e.getMessage()));
            return java.util.Collections.nCopies(size, unknown);
        }
    }

    private String body(Request request) {
        ObjectNode body = ZohoWire.newObject();
        ArrayNode data = body.putArray("data");
        request.items().forEach(item -> data.add(item.data()));
        if (!options.startsWorkflows()) {
            // Without this Zoho starts every workflow, approval and blueprint of the organisation.
            body.putArray("trigger");
        }
        if (request.path().endsWith("/upsert")) {
            body.putArray("duplicate_check_fields").add(options.referenceField());
        }
        return body.toString();
    }

    /** The requests to send; a change that cannot be sent gets its outcome at once. */
    private List<Request> requests(ZohoSchema schema, List<RemoteChange> changes, @Nullable WriteOutcome[] outcomes) {
        String module = "/crm/v8/" + ZohoRecords.module(schema.kind());
        List<Item> created = new ArrayList<>();
        List<Item> updated = new ArrayList<>();
        List<Request> guarded = new ArrayList<>();
        for (int place = 0; place < changes.size(); place++) {
            RemoteChange change = changes.get(place);
            Item item;
            try {
                item = new Item(place, data(schema, change));
            } catch (ZohoValues.Unfit e) {
                String message = String.valueOf(e.getMessage());
                outcomes[place] =
                        new WriteOutcome.Refused(message.substring(message.indexOf(": ") + 2), e.code(), message);
                continue;
            }
            if (change.externalId() == null) {
                created.add(item);
            } else if (change.revision() == null) {
                updated.add(item);
            } else {
                guarded.add(new Request("PUT", module, change.revision(), List.of(item)));
            }
        }
        List<Request> requests = new ArrayList<>();
        String creating = options.referenceIsUnique() ? module + "/upsert" : module;
        batches(created).forEach(batch -> requests.add(new Request("POST", creating, null, batch)));
        batches(updated).forEach(batch -> requests.add(new Request("PUT", module, null, batch)));
        requests.addAll(guarded);
        return requests;
    }

    private static List<List<Item>> batches(List<Item> items) {
        List<List<Item>> batches = new ArrayList<>();
        for (int from = 0; from < items.size(); from += BATCH) {
            batches.add(items.subList(from, Math.min(items.size(), from + BATCH)));
        }
        return batches;
    }

    private ObjectNode data(ZohoSchema schema, RemoteChange change) throws ZohoValues.Unfit {
        ObjectNode data = ZohoWire.newObject();
        if (change.externalId() != null) {
            data.put("id", change.externalId());
        }
        for (Map.Entry<String, Optional<String>> entry : zohos(change.fields()).entrySet()) {
            ZohoSchema.Field field = schema.fields().get(entry.getKey());
            if (field == null) {
                throw new ZohoValues.Unfit("FIELD_UNKNOWN", entry.getKey());
            }
            data.set(entry.getKey(), ZohoValues.write(field, entry.getValue()));
        }
        if (schema.fields().containsKey(options.referenceField())) {
            data.put(options.referenceField(), change.reference());
        } else if (change.externalId() == null) {
            // A created record could not be found again after a lost answer.
            throw new ZohoValues.Unfit("REFERENCE_FIELD_MISSING", options.referenceField());
        }
        return data;
    }

    /** The fields by Zoho's own names. */
    private static Map<String, Optional<String>> zohos(Map<String, Optional<String>> fields) throws ZohoValues.Unfit {
        Optional<String> name = fields.get(ZohoRecords.PERSON_NAME);
        if (name == null) {
            return fields;
        }
        if (name.filter(text -> !text.isBlank()).isEmpty()) {
            // Zoho has no contact without a last name.
            throw new ZohoValues.Unfit("MANDATORY_NOT_FOUND", ZohoRecords.PERSON_NAME);
        }
        Map<String, Optional<String>> own = new TreeMap<>(fields);
        own.remove(ZohoRecords.PERSON_NAME);
        own.putAll(ZohoRecords.nameParts(name.get()));
        return own;
    }
}
