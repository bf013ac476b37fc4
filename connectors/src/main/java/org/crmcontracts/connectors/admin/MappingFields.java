package org.crmcontracts.connectors.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.mapping.FieldRule;
import org.crmcontracts.connectors.mapping.MappingSuggestion;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.sync.Connections;
import org.crmcontracts.connectors.sync.Mappings;
import org.crmcontracts.connectors.sync.OurContracts;
import org.crmcontracts.connectors.sync.SyncProblem;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;

/** Shows and changes which field of ours is which of the CRM's. */
@ApplicationScoped
public class MappingFields {
    @Inject
    Connections connections;

    @Inject
    Mappings mappings;

    @Inject
    OurContracts contracts;

    @Inject
    AuditLog audit;

    /** Rules and the version that goes into {@code If-Match}. */
    public record Versioned(List<RuleView> rules, int version) {}

    /** {@code CONNECTION_NOT_FOUND}. */
    @Transactional
    public Versioned mapping(UUID connection) {
        connections.require(connection);
        return new Versioned(
                mappings.rules(connection).stream().map(RuleView::of).toList(), mappings.version(connection));
    }

    /**
     * Everything is read again under another mapping; {@code STALE_VERSION}, {@code MAPPING_INVALID},
     * {@code FIELD_NOT_THERE}, {@code FIELD_TYPE_UNFIT}.
     */
    @Transactional
    public Versioned map(UUID connection, long version, List<RuleView> rules, Caller caller) {
        connections.require(connection);
        Set<String> seen = new HashSet<>();
        List<FieldRule> valid = new ArrayList<>();
        for (RuleView rule : rules) {
            if (!Mappings.isOurs(rule.kind(), rule.ours())
                    || rule.theirs().isBlank()
                    || !Mappings.mayOwn(rule.ours(), rule.owner())
                    || !seen.add(rule.kind() + " " + rule.ours())) {
                throw new Problem(SyncProblem.MAPPING_INVALID, Map.of("field", rule.ours()));
            }
            check(rule, mappings.known(connection, rule.kind()));
            valid.add(new FieldRule(
                    new FieldMapping(rule.kind(), rule.ours(), rule.theirs().strip(), rule.owner()),
                    rule.blankWins(),
                    null));
        }
        mappings.change(connection, version, valid);
        contracts.offer(connection);
        audit.append(Actor.of(caller), "connection.mapped", "connection", connection, Map.of("fields", valid.size()));
        return mapping(connection);
    }

    /** Against what the CRM said last; before it has said anything, everything may be. */
    private static void check(RuleView rule, List<RemoteField> known) {
        if (known.isEmpty()) {
            return;
        }
        String theirs = rule.theirs().strip();
        RemoteField field = known.stream()
                .filter(one -> one.name().equals(theirs))
                .findFirst()
                .orElseThrow(() -> Problem.of(SyncProblem.FIELD_NOT_THERE, "field", rule.ours(), "theirs", theirs));
        if (!MappingSuggestion.fits(rule.ours(), field.type())) {
            throw Problem.of(
                    SyncProblem.FIELD_TYPE_UNFIT,
                    "field",
                    rule.ours(),
                    "theirs",
                    theirs,
                    "type",
                    field.type().name());
        }
    }
}
