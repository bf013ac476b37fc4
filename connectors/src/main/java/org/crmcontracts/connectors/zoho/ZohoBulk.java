package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.connectors.transport.AnswerLost;
import org.crmcontracts.connectors.transport.TransportAnswer;
import org.crmcontracts.connectors.transport.Way;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole module as Zoho's bulk read does: a job, a wait, a ZIP with one CSV (API v8, bulk read; read 2026-11).
 *
 * <p>A job has at most 200,000 rows and names the next one. The page token says how far the reading is: the job and the
 * number of looks at it, or the job and the first row to read; so another node goes on where one has stopped.
 */
final class ZohoBulk {
    private static final String JOBS = "/crm/bulk/v8/read";
    private static final int START_CREDITS = 50;
    private static final Pattern TOKEN = Pattern.compile("bulk:([0-9]*):([0-9]{1,30}):(wait|row):([0-9]{1,9})");

    /** Computed by Zoho from the other names; a file may lack it, and the others say the same. */
    private static final Set<String> LEFT_OUT = Set.of("Full_Name");

    /**
     * When to read by jobs and how fast.
     *
     * @param fromRows so many rows make a job cheaper than pages of 200 at a credit each
     * @param rows of one page of ours
     * @param pause between two looks at a job
     * @param looks after so many the job is given up
     */
    record Rules(long fromRows, int rows, Duration pause, int looks) {
        static final Rules USUAL = new Rules(10_000, 1_000, Duration.ofSeconds(5), 720);
    }

    /**
     * Where the reading is.
     *
     * @param total how many records were counted at first
     */
    record Place(@Nullable Long total, String job, boolean waits, int number) {
        /** Null for what is no token of a bulk read. */
        static @Nullable Place of(@Nullable String pageToken) {
            Matcher form = TOKEN.matcher(pageToken == null ? "" : pageToken);
            return form.matches()
                    ? new Place(
                            form.group(1).isEmpty() ? null : Long.valueOf(form.group(1)),
                            form.group(2),
                            form.group(3).equals("wait"),
                            Integer.parseInt(form.group(4)))
                    : null;
        }

        String text() {
            return "bulk:" + (total == null ? "" : total) + ":" + job + ":" + (waits ? "wait" : "row") + ":" + number;
        }
    }

    private final ZohoApi api;
    private final Way way;
    private final Rules rules;
    private final ZohoListing listing;
    private @Nullable Reading reading;

    ZohoBulk(ZohoApi api, Way way, Rules rules, ZohoListing listing) {
        this.api = api;
        this.way = way;
        this.rules = rules;
        this.listing = listing;
    }

    private record Reading(String job, int next, MappingIterator<Map<String, String>> rows) {}

    boolean isFor(long total) {
        return total >= rules.fromRows();
    }

    /** Starts a job; its first look is the token. */
    ZohoWire.Rows start(ZohoSchema schema, Set<String> asked, long total) {
        return new ZohoWire.Rows(List.of(), new Place(total, job(schema, asked, null), true, 0).text());
    }

    /** The next rows, or none with another token while the job is at work. */
    synchronized ZohoWire.Rows page(ZohoSchema schema, Set<String> asked, Place place) {
        return place.waits() ? look(place) : rows(schema, asked, place);
    }

    private ZohoWire.Rows look(Place place) {
        String state = details(place.job()).path("state").asText();
        if (state.equals("COMPLETED")) {
            return new ZohoWire.Rows(List.of(), new Place(place.total(), place.job(), false, 0).text());
        }
        if (state.equals("FAILURE") || place.number() >= rules.looks()) {
            throw new CrmRefusal(Reason.PAGE_TOKEN_EXPIRED, state, "Zoho's bulk read does not come to its end");
        }
        try {
            Thread.sleep(rules.pause().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CrmRefusal(Reason.RETRY_LATER, null, "Interrupted while waiting for Zoho's bulk read", e);
        }
        return new ZohoWire.Rows(List.of(), new Place(place.total(), place.job(), true, place.number() + 1).text());
    }

    private ZohoWire.Rows rows(ZohoSchema schema, Set<String> asked, Place place) {
        Reading at = reading;
        if (at == null || !at.job().equals(place.job()) || at.next() != place.number()) {
            at = new Reading(place.job(), place.number(), opened(place));
        }
        List<ObjectNode> rows = new ArrayList<>();
        Map<String, String> owners = asked.contains(ZohoRecords.OWNER_NAME) ? owners() : Map.of();
        try {
            while (rows.size() < rules.rows() && at.rows().hasNextValue()) {
                rows.add(row(schema, at.rows().nextValue(), owners));
            }
            int next = place.number() + rows.size();
            reading = new Reading(place.job(), next, at.rows());
            if (at.rows().hasNextValue()) {
                return new ZohoWire.Rows(rows, new Place(place.total(), place.job(), false, next).text());
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        JsonNode result = details(place.job()).path("result");
        if (result.path("count").asLong() != place.number() + rows.size()) {
            throw ZohoWire.bad("the file has not the rows that the job tells of");
        }
        String more = ZohoWire.textOrNull(result.path("next_page_token"));
        if (result.path("more_records").asBoolean() && more == null) {
            throw ZohoWire.bad("more records announced, but no page token");
        }
        return new ZohoWire.Rows(
                rows, more == null ? null : new Place(place.total(), job(schema, asked, more), true, 0).text());
    }

    private MappingIterator<Map<String, String>> opened(Place place) {
        TransportAnswer answer = read(place.job(), way, "/result");
        ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()));
        try {
            if (zip.getNextEntry() == null) {
                throw ZohoWire.bad("no file in what should be a ZIP");
            }
            MappingIterator<Map<String, String>> rows = new CsvMapper()
                    .readerForMapOf(String.class)
                    .with(CsvSchema.emptySchema().withHeader())
                    .readValues(zip);
            for (int skipped = 0; skipped < place.number(); skipped++) {
                rows.nextValue();
            }
            return rows;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static CrmRefusal unreadable(IOException e) {
        return new CrmRefusal(Reason.BAD_ANSWER, null, "Zoho's bulk file cannot be read", e);
    }

    private String job(ZohoSchema schema, Set<String> asked, @Nullable String pageToken) {
        ObjectNode body = ZohoWire.newObject();
        ObjectNode query = body.putObject("query");
        query.putObject("module").put("api_name", ZohoRecords.module(schema.kind()));
        schema.sources(asked, Integer.MAX_VALUE).stream()
                .flatMap(List::stream)
                .filter(name -> !LEFT_OUT.contains(name))
                .forEach(query.withArray("fields")::add);
        if (pageToken != null) {
            query.put("page_token", pageToken);
        }
        TransportAnswer answer;
        try {
            answer = api.write(ZohoCall.of("POST", JOBS, body.toString(), START_CREDITS));
        } catch (AnswerLost e) {
            // A job that nobody looks at costs its credits and does no harm.
            throw new CrmRefusal(Reason.RETRY_LATER, null, "Zoho did not answer about a bulk read", e);
        }
        String id = ZohoRecords.id(ZohoWire.object(answer).path("data").path(0).path("details"));
        if (id == null || answer.status() >= 300) {
            throw answer.status() >= 500
                    ? new CrmRefusal(Reason.RETRY_LATER, null, "Zoho answered " + answer.status())
                    : ZohoWire.bad("no bulk read started: " + answer.status() + " " + ZohoResponses.code(answer));
        }
        return id;
    }

    private JsonNode details(String job) {
        return ZohoWire.object(read(job, api.way(), "")).path("data").path(0);
    }

    private TransportAnswer read(String job, Way by, String part) {
        try {
            return api.read(by, ZohoCall.get(JOBS + "/" + job + part, Map.of(), 1));
        } catch (CrmRefusal e) {
            if ("RESOURCE_NOT_FOUND".equals(e.vendorCode())) {
                throw new CrmRefusal(Reason.PAGE_TOKEN_EXPIRED, e.vendorCode(), "Zoho has forgotten the job", e);
            }
            throw e;
        }
    }

    /** A file names owners by id only. */
    private Map<String, String> owners() {
        Map<String, String> names = new HashMap<>();
        int page = 1;
        ZohoWire.Rows users;
        do {
            users = listing.users(null, page++);
            users.rows()
                    .forEach(user -> names.put(
                            String.valueOf(ZohoRecords.id(user)),
                            user.path("full_name").asText("")));
        } while (users.next() != null);
        return names;
    }

    /** The row as a listing would show it. */
    private static ObjectNode row(ZohoSchema schema, Map<String, String> cells, Map<String, String> owners) {
        ObjectNode row = ZohoWire.newObject();
        cells.forEach((column, cell) -> {
            String name = column.equals("Id") ? "id" : column;
            ZohoSchema.Field field = schema.fields().get(name);
            if (field == null || cell.isEmpty()) {
                if (!cell.isEmpty()) {
                    row.put(name, cell);
                }
                return;
            }
            switch (field.remote().type()) {
                case REFERENCE -> {
                    ObjectNode reference = row.putObject(name).put("id", cell);
                    if (owners.containsKey(cell)) {
                        reference.put("name", owners.get(cell));
                    }
                }
                case CHOICES -> Stream.of(cell.split(";", -1)).forEach(row.withArray(name)::add);
                case NUMBER -> {
                    if (cell.matches("-?[0-9]+(\\.[0-9]+)?")) {
                        row.put(name, new BigDecimal(cell));
                    } else {
                        row.put(name, cell);
                    }
                }
                default -> row.put(name, cell);
            }
        });
        return row;
    }
}
