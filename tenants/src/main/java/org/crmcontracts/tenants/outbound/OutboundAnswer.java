package org.crmcontracts.tenants.outbound;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came of a guarded call. */
public sealed interface OutboundAnswer {
    /**
     * The other side answered, with any status: a redirect too is an answer, and is not followed.
     *
     * @param headers the first value of each, by lower-case name
     * @param body as it came, never decompressed
     */
    record Answered(int status, Map<String, String> headers, byte[] body) implements OutboundAnswer {
        public Answered {
            headers = Map.copyOf(headers);
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * There is no answer; the request may still have arrived unless it is {@code ADDRESS_REFUSED}.
     *
     * @param detail for the log and for operators, in English
     */
    record Failed(OutboundFailure failure, String detail) implements OutboundAnswer {}
}
