package org.crmcontracts.contracts.terms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request, so that one answer names every fault. */
public final class Faults {
    private final List<FieldError> found = new ArrayList<>();

    public Faults require(boolean holds, String pointer, String code) {
        return require(holds, pointer, code, Map.of());
    }

    public Faults require(boolean holds, String pointer, String code, Map<String, ?> args) {
        if (!holds) {
            found.add(new FieldError(pointer, code, args));
        }
        return this;
    }

    public Faults present(@Nullable Object value, String pointer) {
        return require(value != null, pointer, "NOT_NULL");
    }

    /** A text that must be there. */
    public Faults text(@Nullable String value, String pointer, int max) {
        require(value != null && !value.isBlank(), pointer, "NOT_BLANK");
        return optionalText(value, pointer, max);
    }

    public Faults optionalText(@Nullable String value, String pointer, int max) {
        if (value != null) {
            require(value.length() <= max, pointer, "TOO_LONG", Map.of("max", max));
            require(isStorable(value), pointer, "CHARACTER_NOT_ALLOWED");
        }
        return this;
    }

    public List<FieldError> list() {
        return List.copyOf(found);
    }

    /** {@code INPUT_INVALID} with all faults, if there are any. */
    public void refuse() {
        if (!found.isEmpty()) {
            throw new Problem(TermsProblem.INPUT_INVALID).withErrors(found);
        }
    }

    // PostgreSQL stores no NUL, and a lone surrogate would come back as another text than was hashed.
    private static boolean isStorable(String value) {
        return value.codePoints()
                .noneMatch(c -> (Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
