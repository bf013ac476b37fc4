package org.crmcontracts.contracts.library;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One clause of a template. */
@Entity
@Table(name = "template_clause")
class TemplateClause {
    @Id
    @Column(name = "id")
    private UUID id;

    @ManyToOne
    @JoinColumn(name = "template_id")
    private Template template;

    @Column(name = "position")
    private int position;

    @Column(name = "depth")
    private int depth;

    @Column(name = "heading")
    private @Nullable String heading;

    @Column(name = "text")
    private String text;

    protected TemplateClause() {}

    Clause clause() {
        return new Clause(depth, heading, text);
    }
}
