package org.crmcontracts.contracts.library;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A template on the wire: with its clauses alone, with their count in lists. */
public record TemplateView(
        UUID id,
        String type,
        String name,
        String locale,
        @Nullable Integer clauseCount,
        @Nullable List<NumberedClause> clauses) {

    static TemplateView summary(Template template) {
        return new TemplateView(
                template.id(),
                template.type(),
                template.name(),
                template.locale(),
                template.clauses().size(),
                null);
    }

    static TemplateView of(Template template) {
        return new TemplateView(
                template.id(),
                template.type(),
                template.name(),
                template.locale(),
                null,
                NumberedClause.number(template.clauses()));
    }
}
