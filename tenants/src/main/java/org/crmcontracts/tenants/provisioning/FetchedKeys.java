package org.crmcontracts.tenants.provisioning;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmcontracts.tenants.identity.IssuerKeys;
import org.crmcontracts.tenants.outbound.GuardedHttp;
import org.crmcontracts.tenants.outbound.OutboundAnswer;
import org.crmcontracts.tenants.outbound.OutboundRequest;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer's key address gave: keys fit to be trusted, or why not.
 *
 * @param keys null if there are none to trust
 * @param fault key of a localised text, null if there are keys
 * @param fresh how long the keys need not be asked for again
 */
public record FetchedKeys(@Nullable IssuerKeys keys, @Nullable String fault, Duration fresh) {
    private static final int MAX_BYTES = 128 * 1024;
    private static final int OK = 200;
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration LEAST = Duration.ofMinutes(5);
    private static final Duration MOST = Duration.ofHours(24);
    private static final Pattern MAX_AGE = Pattern.compile("(?i)(?:^|[\\s,])max-age=([0-9]{1,9})(?:$|[\\s,])");

    static FetchedKeys from(GuardedHttp http, String url) {
        OutboundAnswer answer = http.call(OutboundRequest.get(url).atMost(MAX_BYTES));
        if (answer instanceof OutboundAnswer.Failed failed) {
            return failed(failed.failure().name());
        }
        OutboundAnswer.Answered answered = (OutboundAnswer.Answered) answer;
        if (answered.status() != OK) {
            return failed("KEYS_STATUS");
        }
        try {
            return new FetchedKeys(
                    IssuerKeys.of(answered.text()),
                    null,
                    fresh(answered.header("Cache-Control").orElse("")));
        } catch (IssuerKeys.Refused e) {
            return failed(e.fault().name());
        }
    }

    private static FetchedKeys failed(String fault) {
        return new FetchedKeys(null, fault, LEAST);
    }

    public Optional<IssuerKeys> found() {
        return Optional.ofNullable(keys);
    }

    /** The answer's own max-age within 5 minutes and 24 hours; an hour without one. */
    static Duration fresh(String cacheControl) {
        Matcher age = MAX_AGE.matcher(cacheControl);
        if (Arrays.stream(cacheControl.split(",", -1))
                .anyMatch(part -> part.strip().equalsIgnoreCase("no-store"))) {
            return LEAST;
        }
        if (!age.find()) {
            return USUAL;
        }
        Duration wanted = Duration.ofSeconds(Long.parseLong(age.group(1)));
        return wanted.compareTo(LEAST) < 0 ? LEAST : wanted.compareTo(MOST) > 0 ? MOST : wanted;
    }
}
