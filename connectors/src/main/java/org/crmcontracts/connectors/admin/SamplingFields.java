package org.crmcontracts.connectors.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.crmcontracts.connectors.mapping.FieldRule;
import org.crmcontracts.connectors.mapping.MappingSuggestion;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.sync.LiveCrm;
import org.crmcontracts.connectors.sync.Mappings;
import org.crmcontracts.connectors.sync.SyncProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.isolation.InTenant;

/** Asks a CRM now for its fields and a few of their values. Values are shown and never stored. */
@ApplicationScoped
public class SamplingFields {
    private static final List<RemoteKind> KINDS = List.of(RemoteKind.ACCOUNT, RemoteKind.CONTACT);

    /** Zoho answers at most 50 fields in one call (API v8, Get Records, read 2026-11). */
    private static final int MOST_FIELDS = 40;

    private static final int MOST_SAMPLES = 3;
    private static final int LONGEST_SAMPLE = 60;
    private static final Duration LATELY = Duration.ofDays(30);
    private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

    @Inject
    LiveCrm live;

    @Inject
    Mappings mappings;

    @Inject
    InTenant inTenant;

    @Inject
    Clock clock;

    /** {@code CONNECTION_NOT_FOUND}, {@code CRM_UNREACHABLE} with the cause where the CRM cannot be asked. */
    public MappingView of(UUID connection, Caller caller) {
        LiveCrm.Line line = live.of(caller.tenant(), connection, true);
        List<FieldRule> rules = inTenant.call(caller.tenant(), () -> mappings.rules(connection));
        return asking(() -> {
            Crm crm = line.crm();
            List<MappingView.FieldView> fields = new ArrayList<>();
            List<MappingSuggestion> suggestions = new ArrayList<>();
            for (RemoteKind kind : KINDS) {
                List<RemoteField> described = crm.describe(kind);
                List<FieldRule> mapped = rules.stream()
                        .filter(rule -> rule.mapping().kind() == kind)
                        .toList();
                List<MappingSuggestion> suggested = suggestions(kind, mapped, described);
                suggestions.addAll(suggested);
                Set<String> asked = asked(mapped, suggested, described);
                List<RemoteRecord> records = lately(crm, kind, asked);
                described.forEach(
                        field -> fields.add(MappingView.FieldView.of(kind, field, samples(records, field.name()))));
            }
            return new MappingView(fields, suggestions);
        });
    }

    /** Asks a CRM while a person waits; {@code CRM_UNREACHABLE} with the cause where it does not answer. */
    static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (CrmRefusal e) {
            throw Problem.of(SyncProblem.CRM_UNREACHABLE)
                    .extend("cause", e.reason().name());
        }
    }

    private static List<MappingSuggestion> suggestions(
            RemoteKind kind, List<FieldRule> mapped, List<RemoteField> described) {
        Set<String> ours = mapped.stream().map(rule -> rule.mapping().ours()).collect(Collectors.toSet());
        Set<String> theirs =
                mapped.stream().map(rule -> rule.mapping().theirs()).collect(Collectors.toSet());
        List<String> free =
                Mappings.ours(kind).stream().filter(one -> !ours.contains(one)).toList();
        return MappingSuggestion.of(kind, free, described, theirs);
    }

    /** Those that are mapped first, then those that may be, then others, as many as one call may name. */
    private static Set<String> asked(
            List<FieldRule> mapped, List<MappingSuggestion> suggested, List<RemoteField> described) {
        Set<String> there = described.stream().map(RemoteField::name).collect(Collectors.toSet());
        Set<String> asked = new LinkedHashSet<>();
        mapped.forEach(rule -> asked.add(rule.mapping().theirs()));
        suggested.forEach(one -> asked.add(one.theirs()));
        described.stream()
                .filter(field -> field.type() != RemoteField.Type.OTHER)
                .forEach(field -> asked.add(field.name()));
        asked.retainAll(there);
        return asked.stream().limit(MOST_FIELDS).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A page of records that were changed lately, or ever. */
    List<RemoteRecord> lately(Crm crm, RemoteKind kind, Set<String> asked) {
        List<RemoteRecord> records = crm.pull(
                        new PullRequest(kind, clock.instant().minus(LATELY), null, asked))
                .records();
        return records.isEmpty()
                ? crm.pull(new PullRequest(kind, LONG_AGO, null, asked)).records()
                : records;
    }

    /** A few different values of a field, shortened, those of the latest records first. */
    static List<String> samples(List<RemoteRecord> records, String field) {
        return records.stream()
                .filter(record -> record.problem() == null)
                .sorted(Comparator.comparing(RemoteRecord::modifiedAt).reversed())
                .map(record -> record.fields().getOrDefault(field, "").strip())
                .filter(value -> !value.isEmpty())
                .distinct()
                .limit(MOST_SAMPLES)
                .map(SamplingFields::shortened)
                .toList();
    }

    private static String shortened(String value) {
        return value.codePointCount(0, value.length()) <= LONGEST_SAMPLE
                ? value
                : value.substring(0, value.offsetByCodePoints(0, LONGEST_SAMPLE)) + "…";
    }
}
