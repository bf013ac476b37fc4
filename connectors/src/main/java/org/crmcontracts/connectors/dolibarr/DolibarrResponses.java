package org.crmcontracts.connectors.dolibarr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.jspecify.annotations.Nullable;

/** Tells what an answer of Dolibarr means (20.0.2: a status, and {@code {"error":{"code","message"}}}). Pure. */
final class DolibarrResponses {
    /** The vendor's own mapper setting, apart from the product's: a vendor may add properties at any time. */
    static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** Dolibarr has no limit of its own; a proxy in front of it may. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Pattern FIELD_MISSING = Pattern.compile("([a-z0-9_]+) field missing");

    /** What to do with an answer. */
    enum Verdict {
        DATA,
        /** No such record, or none in a list; not: no such address. */
        NOTHING,
        /** The key is not accepted or its user lacks a right; a human must act. */
        CLOSED,
        /** This one record is closed to the key's user. */
        NOT_THIS_ONE,
        THROTTLED,
        /** A number was given to two records at the same time; not written. */
        COLLISION,
        /** Dolibarr itself says that it did not write. */
        REFUSED,
        /** A proxy or PHP broke off; a write may have taken effect. */
        BROKEN,
        /** Not Dolibarr's API. */
        UNREADABLE
    }

    /**
     * A judged answer.
     *
     * @param body missing where it is no JSON
     * @param message what Dolibarr said, with its details; empty where it said nothing
     * @param retryAfter how long to wait where it is throttled
     */
    record Answer(Verdict verdict, int status, JsonNode body, String message, Duration retryAfter) {}

    private DolibarrResponses() {}

    /** @param retryAfter as answered, null where it was not */
    static Answer judge(int status, String text, @Nullable Duration retryAfter) {
        JsonNode body = tree(text);
        String message = message(body.path("error"));
        return new Answer(
                verdict(status, body, message), status, body, message, retryAfter == null ? PAUSE : retryAfter);
    }

    /** Whether asking the same again in some seconds may help: not where Dolibarr itself has refused. */
    static boolean passes(int status, String text) {
        return judge(status, text, null).verdict() == Verdict.BROKEN;
    }

    private static Verdict verdict(int status, JsonNode body, String message) {
        boolean said = !message.isEmpty();
        String lower = message.toLowerCase(Locale.ROOT);
        if (status == 200) {
            return body.isMissingNode() || body.path("error").isObject() ? Verdict.UNREADABLE : Verdict.DATA;
        }
        if (status == 429) {
            return Verdict.THROTTLED;
        }
        if (status == 401 || status == 403) {
            return lower.contains("access not allowed") ? Verdict.NOT_THIS_ONE : Verdict.CLOSED;
        }
        if (status == 404) {
            // A module that is off, or an address that is none, gives the bare words: that is no empty list.
            return said && !lower.equals("not found") ? Verdict.NOTHING : Verdict.UNREADABLE;
        }
        if (status >= 500) {
            boolean twice = lower.contains("duplicate") && (lower.contains("unique") || lower.contains("field"));
            return !said ? Verdict.BROKEN : twice ? Verdict.COLLISION : Verdict.REFUSED;
        }
        return said && status >= 400 ? Verdict.REFUSED : Verdict.UNREADABLE;
    }

    /** For all verdicts but DATA. */
    static CrmRefusal refusal(Answer answer) {
        Reason reason =
                switch (answer.verdict()) {
                    case CLOSED, NOT_THIS_ONE -> Reason.NEEDS_RECONNECT;
                    case THROTTLED -> Reason.THROTTLED;
                    case BROKEN, COLLISION -> Reason.RETRY_LATER;
                    case REFUSED -> answer.status() >= 500 ? Reason.RETRY_LATER : Reason.BAD_ANSWER;
                    default -> Reason.BAD_ANSWER;
                };
        String text = answer.verdict() == Verdict.UNREADABLE
                ? "This address is not Dolibarr's API, or its module is off: it answered " + answer.status()
                : "Dolibarr answered " + answer.status() + " " + answer.message();
        Duration after = reason == Reason.THROTTLED ? answer.retryAfter() : null;
        return new CrmRefusal(reason, String.valueOf(answer.status()), text, after, null);
    }

    /** What became of one create or update; a {@link CrmRefusal} where it concerns more than the one record. */
    static WriteOutcome outcome(Answer answer, @Nullable String externalId) {
        return switch (answer.verdict()) {
            case DATA -> written(answer, externalId);
            case NOTHING -> externalId == null ? refused(answer) : new WriteOutcome.Gone();
            case REFUSED, NOT_THIS_ONE -> refused(answer);
            case BROKEN -> new WriteOutcome.Unknown("Dolibarr broke off with " + answer.status());
            case UNREADABLE -> {
                if (answer.status() != 200) {
                    throw refusal(answer);
                }
                yield new WriteOutcome.Unknown("Dolibarr's answer is not readable");
            }
            case COLLISION -> notYet(answer);
            case CLOSED, THROTTLED -> throw refusal(answer);
        };
    }

    private static WriteOutcome.NotYet notYet(Answer answer) {
        CrmRefusal refusal = refusal(answer);
        return new WriteOutcome.NotYet(refusal.reason(), String.valueOf(refusal.getMessage()));
    }

    private static WriteOutcome.Refused refused(Answer answer) {
        Matcher missing = FIELD_MISSING.matcher(answer.message());
        return new WriteOutcome.Refused(
                missing.find() ? missing.group(1) : null, String.valueOf(answer.status()), answer.message());
    }

    /** A create answers the bare id, an update the whole object. */
    private static WriteOutcome written(Answer answer, @Nullable String externalId) {
        String id = answer.body().isObject()
                ? DolibarrRecords.id(answer.body())
                : answer.body().asText("").matches("[1-9][0-9]{0,17}")
                        ? answer.body().asText()
                        : "";
        boolean good = externalId == null ? !answer.body().isObject() && !id.isEmpty() : id.equals(externalId);
        return good
                ? new WriteOutcome.Written(id, null)
                : new WriteOutcome.Unknown("Dolibarr answered another thing than the record's id");
    }

    /** The message and what stands beside it under numbers. */
    private static String message(JsonNode error) {
        List<String> said = new ArrayList<>();
        if (error.path("message").isTextual()) {
            said.add(error.path("message").textValue().strip());
            error.fields().forEachRemaining(entry -> {
                if (entry.getKey().matches("[0-9]+") && entry.getValue().isTextual()) {
                    said.add(entry.getValue().textValue().strip());
                }
            });
        }
        said.removeIf(String::isEmpty);
        return String.join("; ", said);
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null ? MAPPER.missingNode() : node;
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode();
        }
    }
}
