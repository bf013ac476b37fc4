package org.crmcontracts.tenants.admin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.people.TeamMapping;

/** Which of our teams the host's teams are, as one list. */
public record TeamMappingList(@NotNull @Size(max = 500) List<@NotNull @Valid Item> items) {
    /** One team of the host; it stands in one item only. */
    public record Item(
            @NotBlank @Size(max = 200) @Pattern(regexp = TeamRequest.PRINTABLE) String hostTeam, @NotNull UUID teamId) {
        static Item of(TeamMapping mapping) {
            return new Item(mapping.hostTeam(), mapping.teamId());
        }
    }

    /** {@code VALIDATION_FAILED} where a team of the host is named twice. */
    List<TeamMapping> mappings() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            if (!seen.add(items.get(i).hostTeam())) {
                throw new Problem(HttpProblem.VALIDATION_FAILED)
                        .withErrors(List.of(new FieldError("/items/" + i, "NAMED_TWICE")));
            }
        }
        return items.stream()
                .map(item -> new TeamMapping(item.hostTeam(), item.teamId()))
                .toList();
    }
}
