package org.crmcontracts.contracts.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** Issues numbers; a number once issued is consumed even when its contract is cancelled (I7). */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Numbers {
    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    /** The next number; holds its counter until the transaction ends, so that a roll-back leaves no gap. */
    public String next(NumberingRule.Kind kind, String typePrefix, int year) {
        NumberingRule rule = entities.find(NumberingRule.class, kind);
        if (rule == null) {
            throw new IllegalStateException("no numbering rule for " + kind);
        }
        NumberPattern pattern = rule.pattern();
        Number sequence = (Number)
                entities.createNativeQuery("insert into number_counter (kind, scope, year, last) values (?1, ?2, ?3, 1)"
                                + " on conflict (kind, scope, year) do update set last = number_counter.last + 1"
                                + " returning last")
                        .setParameter(1, kind.name())
                        .setParameter(2, pattern.scope(typePrefix))
                        .setParameter(3, pattern.counterYear(year))
                        .getSingleResult();
        return pattern.format(typePrefix, year, sequence.longValue());
    }
}
