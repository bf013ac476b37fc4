package org.crmcontracts.tenants.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A refusal with a documented code; becomes an {@code application/problem+json} answer. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemCode code;
    private final transient Map<String, Object> args;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private transient List<FieldError> errors = List.of();
    private transient @Nullable Subject subject;

    /** What a refused attempt was about, so that the audit log can file it there. */
    public record Subject(String type, UUID id) {}

    public Problem(ProblemCode code) {
        this(code, Map.of());
    }

    public Problem(ProblemCode code, Map<String, ?> args) {
        super(code.name() + (args.isEmpty() ? "" : " " + args));
        this.code = code;
        this.args = new LinkedHashMap<>(args);
    }

    /** Message arguments given as key, value, key, value. */
    public static Problem of(ProblemCode code, Object... keyValuePairs) {
        if (keyValuePairs.length % 2 != 0) {
            throw new IllegalArgumentException("arguments must come in pairs");
        }
        Map<String, Object> args = new LinkedHashMap<>();
        for (int i = 0; i < keyValuePairs.length; i += 2) {
            args.put(String.valueOf(keyValuePairs[i]), keyValuePairs[i + 1]);
        }
        return new Problem(code, args);
    }

    /** Adds an extension member to the answer, e.g. {@code difference} or {@code allowedActions}. */
    public Problem extend(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public Problem withErrors(List<FieldError> found) {
        errors = List.copyOf(found);
        return this;
    }

    /** Names the thing the attempt was about when the request path does not tell. */
    public Problem about(String subjectType, UUID subjectId) {
        subject = new Subject(subjectType, subjectId);
        return this;
    }

    public ProblemCode code() {
        return code;
    }

    public Map<String, Object> args() {
        return args;
    }

    public Map<String, Object> members() {
        return members;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public @Nullable Subject subject() {
        return subject;
    }
}
