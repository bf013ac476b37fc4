package org.crmcontracts.connectors.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.crmcontracts.connectors.mapping.FieldRule;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.jspecify.annotations.Nullable;

/**
 * One mapped field, as the API answers and takes it.
 *
 * @param pausedReason why the field rests; only answered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleView(
        @NotNull RemoteKind kind,
        @NotBlank @Size(max = 50) String ours,
        @NotBlank @Size(max = 200) String theirs,
        @NotNull FieldMapping.Owner owner,
        boolean blankWins,
        @Nullable String pausedReason) {
    static RuleView of(FieldRule rule) {
        return new RuleView(
                rule.mapping().kind(),
                rule.mapping().ours(),
                rule.mapping().theirs(),
                rule.mapping().owner(),
                rule.blankWins(),
                rule.pausedReason());
    }
}
