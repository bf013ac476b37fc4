package org.crmcontracts.contracts.drafting;

import java.util.UUID;
import org.crmcontracts.contracts.terms.Faults;
import org.jspecify.annotations.Nullable;

/**
 * Clauses from a text or a template.
 *
 * @param format {@code markdown} or {@code text}; goes with content
 * @param replace whether the clauses stand in place of the present ones or after them
 */
public record ClauseImportRequest(
        @Nullable String format, @Nullable String content, @Nullable UUID templateId, @Nullable Boolean replace) {

    /** {@code INPUT_INVALID} unless there is either a template or a text with its format. */
    void check() {
        if (templateId != null) {
            new Faults()
                    .require(content == null, "/content", "TEMPLATE_OR_TEXT")
                    .refuse();
            return;
        }
        new Faults()
                .require(content != null && !content.isBlank(), "/content", "NOT_BLANK")
                .require("markdown".equals(format) || "text".equals(format), "/format", "FORMAT_UNKNOWN")
                .refuse();
    }

    boolean replaces() {
        return Boolean.TRUE.equals(replace);
    }
}
