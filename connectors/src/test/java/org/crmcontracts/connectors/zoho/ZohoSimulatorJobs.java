package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zoho's bulk reads (CRM v8, bulk read; read 2026-11): each look at a job brings it one state further. */
final class ZohoSimulatorJobs {
    private static final List<String> STATES = List.of("ADDED", "QUEUED", "IN PROGRESS", "COMPLETED");
    private static final Map<String, Object> CREATOR = Map.of("id", "5725767000000411001", "name", "Wang Integration");

    private final ZohoSimulatorStore store;
    private final ZohoSimulatorSchema schema;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, Integer> pages = new LinkedHashMap<>();
    private int rowsOfAJob = 200_000;
    private long lastId = 5_725_767_000_000_900_000L;

    private static final class Job {
        private final String module;
        private final List<String> fields;
        private final List<ZohoSimulatorStore.Row> rows;
        private final String next;
        private int looks;
        private boolean fails;

        Job(String module, List<String> fields, List<ZohoSimulatorStore.Row> rows, String next) {
            this.module = module;
            this.fields = fields;
            this.rows = rows;
            this.next = next;
        }
    }

    ZohoSimulatorJobs(ZohoSimulatorStore store, ZohoSimulatorSchema schema) {
        this.store = store;
        this.schema = schema;
    }

    synchronized void rowsOfAJob(int rows) {
        rowsOfAJob = rows;
    }

    /** All jobs so far come to nothing. */
    synchronized void fail() {
        jobs.values().forEach(job -> job.fails = true);
    }

    /** No job is known any more. */
    synchronized void forget() {
        jobs.clear();
    }

    synchronized ZohoSimulatorAnswer start(JsonNode body) {
        JsonNode query = body.path("query");
        String module = query.at("/module/api_name").asText();
        if (!ZohoSimulatorStore.MODULES.contains(module)) {
            return ZohoSimulatorAnswer.error(400, "INVALID_DATA", "no such module", Map.of("api_name", "module"));
        }
        List<String> fields = new ArrayList<>();
        query.path("fields").forEach(field -> fields.add(field.asText()));
        if (fields.isEmpty() || !schema.of(module).keySet().containsAll(fields)) {
            return ZohoSimulatorAnswer.error(400, "INVALID_DATA", "not a field", Map.of("api_name", "fields"));
        }
        int from = 0;
        if (query.has("page_token")) {
            Integer known = pages.get(query.path("page_token").asText());
            if (known == null) {
                return ZohoSimulatorAnswer.error(400, "INVALID_DATA", "not a token", Map.of("api_name", "page_token"));
            }
            from = known;
        }
        List<ZohoSimulatorStore.Row> all = store.rows(module);
        int to = Math.min(all.size(), from + rowsOfAJob);
        String next = null;
        if (to < all.size()) {
            next = UUID.randomUUID().toString().replace("-", "");
            pages.put(next, to);
        }
        String id = String.valueOf(++lastId);
        jobs.put(id, new Job(module, fields, List.copyOf(all.subList(from, to)), next));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("id", id);
        details.put("operation", "read");
        details.put("state", "ADDED");
        details.put("created_by", CREATOR);
        details.put("created_time", ZohoSimulatorStore.time(store.now()));
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("status", "success");
        item.put("code", "ADDED_SUCCESSFULLY");
        item.put("message", "Added successfully.");
        item.put("details", details);
        return new ZohoSimulatorAnswer(201, Map.of("data", List.of(item), "info", Map.of()));
    }

    synchronized ZohoSimulatorAnswer details(String id) {
        Job job = jobs.get(id);
        if (job == null) {
            return missing();
        }
        String state = job.fails ? "FAILURE" : STATES.get(Math.min(job.looks++, STATES.size() - 1));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("id", id);
        details.put("operation", "read");
        details.put("state", state);
        details.put(
                "query",
                Map.of(
                        "module",
                        Map.of("api_name", job.module, "id", "5725767000000002175"),
                        "page",
                        1,
                        "fields",
                        job.fields));
        details.put("created_by", CREATOR);
        details.put("created_time", ZohoSimulatorStore.time(store.now()));
        details.put("file_type", "csv");
        if (state.equals("COMPLETED")) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("page", 1);
            result.put("per_page", 200_000);
            result.put("count", job.rows.size());
            result.put("download_url", "/crm/bulk/v8/read/" + id + "/result");
            result.put("more_records", job.next != null);
            if (job.next != null) {
                result.put("next_page_token", job.next);
            }
            details.put("result", result);
        }
        return ZohoSimulatorAnswer.data(Map.of("data", List.of(details)));
    }

    static ZohoSimulatorAnswer missing() {
        return ZohoSimulatorAnswer.error(
                404, "RESOURCE_NOT_FOUND", "The requested resource doesn't exist.", Map.of("resource", "job"));
    }

    /** The ZIP; null where there is none. */
    synchronized byte[] result(String id) {
        Job job = jobs.get(id);
        if (job == null || job.looks < STATES.size() || job.fails) {
            return null;
        }
        StringBuilder csv = new StringBuilder("Id," + String.join(",", job.fields)).append('\n');
        for (ZohoSimulatorStore.Row row : job.rows) {
            Map<String, Object> shown = store.shown(row, job.fields);
            csv.append(row.id());
            job.fields.forEach(field -> csv.append(',').append(cell(shown.get(field))));
            csv.append('\n');
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(id + ".csv"));
            zip.write(csv.toString().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String cell(Object value) {
        String text = value == null ? "" : String.valueOf(value);
        if (value instanceof Map<?, ?> reference) {
            text = String.valueOf(reference.get("id"));
        } else if (value instanceof List<?> list) {
            text = list.stream().map(String::valueOf).collect(Collectors.joining(";"));
        }
        return text.matches("(?s).*[,\"\\r\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
