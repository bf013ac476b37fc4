package org.crmcontracts.contracts.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import org.crmcontracts.tenants.settings.TenantSettings;

/** Issues numbers; a number once issued is consumed even when its contract is cancelled (I7). */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Numbers {
    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    @Inject
    TenantSettings settings;

    /**
     * The next number; holds its counter until the transaction ends, so that a roll-back leaves no gap. A pattern that
     * was changed may come upon numbers of an earlier one: those are passed over.
     */
    public String next(NumberingRule.Kind kind, String typePrefix, int year) {
        NumberPattern pattern = settings.get(kind.setting());
        String number;
        do {
            number = pattern.format(typePrefix, year, count(kind, pattern, typePrefix, year));
        } while (isTaken(kind, number));
        return number;
    }

    private long count(NumberingRule.Kind kind, NumberPattern pattern, String typePrefix, int year) {
        Number sequence = (Number)
                entities.createNativeQuery("insert into number_counter (kind, scope, year, last) values (?1, ?2, ?3, 1)"
                                + " on conflict (kind, scope, year) do update set last = number_counter.last + 1"
                                + " returning last")
                        .setParameter(1, kind.name())
                        .setParameter(2, pattern.scope(typePrefix))
                        .setParameter(3, pattern.counterYear(year))
                        .getSingleResult();
        return sequence.longValue();
    }

    private boolean isTaken(NumberingRule.Kind kind, String number) {
        return !entities.createNativeQuery(kind.takenSql())
                .setParameter(1, number)
                .getResultList()
                .isEmpty();
    }
}
