package org.crmcontracts.connectors.admin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection's settings as they are to be; what is left out is taken away, but for the credentials.
 *
 * @param pullMinutes between scheduled pulls, null for those of the installation
 * @param quietFrom and {@code quietUntil}: times of the tenant's day between which no scheduled pull begins, or neither
 * @param credentials other ones; null for those that are
 */
public record SettingsRequest(
        @NotBlank @Size(max = 100) String name,
        boolean takesNew,
        @Nullable @Min(SettingsRequest.FEWEST_MINUTES) @Max(SettingsRequest.MOST_MINUTES) Integer pullMinutes,
        @Nullable @Pattern(regexp = TIME) String quietFrom,
        @Nullable @Pattern(regexp = TIME) String quietUntil,
        @Min(10) @Max(6_000) int callsPerMinute,
        @Min(100) @Max(10_000_000) int callsPerDay,
        @NotNull @Size(max = 20)
                Map<@Pattern(regexp = "[a-z][a-z-]{0,49}") String, @NotNull @Size(max = 200) String> options,
        @Nullable @Valid Credentials credentials) {
    /** The schedule looks at a connection no more often. */
    static final int FEWEST_MINUTES = 5;

    /** Once a day. */
    static final int MOST_MINUTES = 1_440;

    private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";

    /** Other credentials; one that is empty or left out stays as it is. */
    public record Credentials(
            @Nullable @Size(max = 200) String clientId,
            @Nullable @Size(max = 500) String clientSecret,
            @Nullable @Size(max = 500) String refreshToken,
            @Nullable @Size(max = 500) String noticeSecret) {
        @Override
        public String toString() {
            return "Credentials";
        }
    }
}
