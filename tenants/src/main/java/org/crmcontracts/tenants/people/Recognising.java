package org.crmcontracts.tenants.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.HostPerson;
import org.crmcontracts.tenants.identity.Recognition;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.identity.Scope;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.registry.ConfigurationChanged;
import org.crmcontracts.tenants.registry.ConfigurationMemory;
import org.crmcontracts.tenants.registry.Tenants;
import org.jspecify.annotations.Nullable;

/**
 * Turns the person of a token into a caller with the roles and teams that the tenant's mappings give. A change of these
 * acts at once on the node that makes it, and within 30 s on the others.
 */
@ApplicationScoped
public class Recognising implements Recognition {
    private static final Logger LOG = Logger.getLogger(Recognising.class.getName());

    @Inject
    InTenant inTenant;

    @Inject
    TenantSql sql;

    @Inject
    People people;

    @Inject
    Mappings mappings;

    @Inject
    Tenants tenants;

    // Not the injected clock: a test that moves business time must not make trust outlive its span.
    private final ConfigurationMemory<HostPerson, Caller> known =
            new ConfigurationMemory<>(Clock.systemUTC(), id -> tenants.settledSince(id));

    @Override
    public Caller recognise(HostPerson person) {
        return known.get(person.tenant().id(), person, this::read);
    }

    /** A person as their last token told of them; for questions about somebody who is not asking. Needs a transaction. */
    public Caller recall(HostPerson person, @Nullable Person recorded) {
        Map<Role, Scope> grants =
                RoleMapping.grants(person.roles(), mappings.roleItems(), recorded == null ? null : recorded.scope());
        // Asked first, and by itself: a tenant without teams spares its connection the tables of who is in one.
        boolean tenantHasTeams =
                sql.first("select 1 from team limit 1", row -> true).isPresent();
        return new Caller(person, grants, tenantHasTeams ? teams(person) : Set.of(), tenantHasTeams);
    }

    private Set<UUID> teams(HostPerson person) {
        return Set.copyOf(sql.query(
                "select m.team_id from " + Memberships.TABLE + " m where m.user_id = ?"
                        + " union select t.team_id from team_mapping t where t.host_team = any (?)",
                row -> row.getObject(1, UUID.class),
                person.userId(),
                person.teams().toArray(String[]::new)));
    }

    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) ConfigurationChanged event) {
        known.forget(event.tenantId());
    }

    private Caller read(HostPerson person) {
        boolean[] isNews = new boolean[1];
        Caller caller = inTenant.call(person.tenant(), () -> {
            Person recorded = people.find(person.userId()).orElse(null);
            isNews[0] = people.isNews(person, recorded);
            return recall(person, recorded);
        });
        if (isNews[0]) {
            record(person);
        }
        return caller;
    }

    private void record(HostPerson person) {
        try {
            inTenant.run(person.tenant(), () -> people.record(person));
        } catch (RuntimeException e) {
            // Nobody is turned away because we could not write down that they came; the next request tries again.
            LOG.log(
                    Level.WARNING,
                    e,
                    () -> "a person of tenant " + person.tenant().key() + " could not be recorded");
        }
    }
}
