package org.crmcontracts.tenants.checkpoints;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.crmcontracts.tenants.http.Json;

/**
 * A tenant's audit log as a file: JSON lines, each with its {@code type}. First a header, then the checkpoints, the
 * persons that are not erased, the events in their order, and an end that shows that nothing was cut off on the way.
 */
final class LogFile {
    static final String HEADER = "header";
    static final String CHECKPOINT = "checkpoint";
    static final String PERSON = "person";
    static final String EVENT = "event";
    static final String END = "end";
    static final int FORM = 1;

    private LogFile() {}

    /**
     * The first line.
     *
     * @param seq number of the last link, as {@code hash} is its hash
     * @param keys the keys that the checkpoints are signed with, as a JSON Web Key Set; compare them with those you hold
     */
    record Header(
            int form, UUID tenantId, String tenantKey, Instant at, long seq, String hash, Map<String, Object> keys) {}

    record CheckpointLine(UUID id, String jws) {
        CheckpointLine {
            Objects.requireNonNull(jws, "jws");
        }
    }

    record End(long events) {}

    /** One line of the file, with its line feed. */
    static String line(String type, Object value) {
        ObjectNode line = Json.mapper().createObjectNode().put("type", type);
        line.setAll((ObjectNode) Json.mapper().valueToTree(value));
        return line + "\n";
    }

    /** A line that was read, taken apart. */
    record Line(String type, ObjectNode content) {
        static Line of(String text) throws JsonProcessingException {
            JsonNode node = Json.mapper().readTree(text);
            if (!(node instanceof ObjectNode content)) {
                return new Line("", Json.mapper().createObjectNode());
            }
            JsonNode type = content.remove("type");
            return new Line(type == null ? "" : type.asText(), content);
        }

        <T> T as(Class<T> kind) throws JsonProcessingException {
            return Json.mapper().treeToValue(content, kind);
        }
    }
}
