package org.crmcontracts.contracts.library;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The tenant's pattern for one kind of number (编号规则). */
@Entity
@Table(name = "numbering_rule")
public class NumberingRule {
    /** What is numbered. */
    public enum Kind {
        CONTRACT,
        ARCHIVE
    }

    @Id
    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private Kind kind;

    @Column(name = "pattern")
    private String pattern;

    protected NumberingRule() {}

    public NumberPattern pattern() {
        return new NumberPattern(pattern);
    }

    public Kind kind() {
        return kind;
    }
}
