package org.crmcontracts.tenants.admin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.people.RoleMapping;
import org.jspecify.annotations.Nullable;

/** What the host's roles mean, as one list. */
public record RoleMappingList(@NotNull @Size(max = 500) List<@NotNull @Valid Item> items) {
    /**
     * One role of the host; it may stand in several items.
     *
     * @param role one of our roles
     * @param scope {@code OWN}, {@code TEAM} or {@code ALL}; absent for the role's default
     */
    public record Item(
            @NotBlank @Size(max = 200) @Pattern(regexp = TeamRequest.PRINTABLE) String hostRole,
            @NotNull @Pattern(regexp = "sales|legal|finance|business|executive|records|auditor|admin") String role,
            @Nullable @Pattern(regexp = ScopeRequest.SCOPES) String scope) {
        static Item of(RoleMapping mapping) {
            return new Item(
                    mapping.hostRole(),
                    mapping.role().text(),
                    mapping.scope() == null ? null : mapping.scope().name());
        }

        private RoleMapping asMapping() {
            return new RoleMapping(hostRole, Role.of(role).orElseThrow(), new ScopeRequest(scope).asScope());
        }
    }

    /** {@code VALIDATION_FAILED} where a host's role is given the same role twice. */
    List<RoleMapping> mappings() {
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            if (!seen.add(List.of(items.get(i).hostRole(), items.get(i).role()))) {
                throw new Problem(HttpProblem.VALIDATION_FAILED)
                        .withErrors(List.of(new FieldError("/items/" + i, "NAMED_TWICE")));
            }
        }
        return items.stream().map(Item::asMapping).toList();
    }
}
