package org.crmcontracts.contracts.library;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A contract text to start from (合同模板), in one language. */
@Entity
@Table(name = "template")
public class Template {
    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "type_key")
    private String type;

    @Column(name = "name")
    private String name;

    @Column(name = "locale")
    private String locale;

    @OneToMany(mappedBy = "template", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("position")
    private List<TemplateClause> clauses = new ArrayList<>();

    protected Template() {}

    public UUID id() {
        return id;
    }

    public String type() {
        return type;
    }

    public String name() {
        return name;
    }

    public String locale() {
        return locale;
    }

    public List<Clause> clauses() {
        return clauses.stream().map(TemplateClause::clause).toList();
    }
}
