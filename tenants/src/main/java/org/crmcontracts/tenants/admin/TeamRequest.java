package org.crmcontracts.tenants.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A team.
 *
 * @param lead a person's user id
 * @param members user ids of people seen before
 */
public record TeamRequest(
        @NotBlank @Size(max = 200) @Pattern(regexp = PRINTABLE) String name,
        @Nullable @Size(max = 200) @Pattern(regexp = PRINTABLE) String lead,
        @NotNull @Size(max = 2000) List<@NotBlank @Size(max = 200) @Pattern(regexp = PRINTABLE) String> members) {
    static final String PRINTABLE = "[^\\p{Cntrl}]*";
}
