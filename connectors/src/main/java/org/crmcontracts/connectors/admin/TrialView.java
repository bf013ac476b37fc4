package org.crmcontracts.connectors.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crmcontracts.tenants.http.Messages;
import org.jspecify.annotations.Nullable;

/**
 * What a trial of a connection found.
 *
 * @param well whether it can be connected as it is
 */
public record TrialView(boolean well, List<StepView> steps) {
    private static final int LONGEST_CODE = 100;

    /**
     * One step, in the order in which they were done.
     *
     * @param cause why it failed or could do more, in the reader's language
     * @param vendorCode the CRM's own code, for its support
     * @param count of fields or records, where the CRM tells
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StepView(
            Trial.Name name,
            Trial.Outcome outcome,
            long millis,
            @Nullable String code,
            @Nullable String cause,
            @Nullable String vendorCode,
            @Nullable Long count) {}

    static TrialView of(List<Trial.Step> steps, Locale locale) {
        return new TrialView(
                steps.stream().noneMatch(step -> step.outcome() == Trial.Outcome.FAILED),
                steps.stream().map(step -> view(step, grants(steps), locale)).toList());
    }

    /** Whether this CRM grants tokens: where it knows a key only, a refusal may mean the key or a right. */
    private static boolean grants(List<Trial.Step> steps) {
        return steps.stream()
                .anyMatch(step -> step.name() == Trial.Name.TOKEN && step.outcome() != Trial.Outcome.SKIPPED);
    }

    private static StepView view(Trial.Step step, boolean grants, Locale locale) {
        String code = step.cause();
        String vendor = step.vendorCode();
        return new StepView(
                step.name(),
                step.outcome(),
                step.millis(),
                code,
                code == null ? null : text(grants ? step.name().name() : "KEY", code, locale),
                vendor == null ? null : vendor.substring(0, Math.min(vendor.length(), LONGEST_CODE)),
                step.count());
    }

    private static String text(String name, String code, Locale locale) {
        return Messages.find(TrialView.class, "trial." + name + "." + code, Map.of(), locale)
                .or(() -> Messages.find(TrialView.class, "trial." + code, Map.of(), locale))
                .orElseGet(() -> Messages.text(TrialView.class, code, Map.of(), locale));
    }
}
