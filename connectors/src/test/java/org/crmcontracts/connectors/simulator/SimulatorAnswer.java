package org.crmcontracts.connectors.simulator;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A simulator's answer; an empty body is sent as none.
 *
 * @param charset in which the body is sent, whatever the content type says
 */
public record SimulatorAnswer(
        int status, String contentType, String body, Charset charset, Map<String, String> headers) {

    private SimulatorAnswer(int status, String contentType, String body) {
        this(status, contentType, body, StandardCharsets.UTF_8, Map.of());
    }

    public static SimulatorAnswer json(int status, String body) {
        return new SimulatorAnswer(status, "application/json;charset=UTF-8", body);
    }

    /** The page that a proxy or a login form puts in the place of an answer. */
    public static SimulatorAnswer html(int status) {
        return new SimulatorAnswer(status, "text/html;charset=UTF-8", "<html><body>Please log in</body></html>");
    }

    public static SimulatorAnswer empty(int status) {
        return new SimulatorAnswer(status, "application/json", "");
    }

    public SimulatorAnswer in(Charset other) {
        return new SimulatorAnswer(status, contentType, body, other, headers);
    }

    public SimulatorAnswer with(String header, String value) {
        return new SimulatorAnswer(status, contentType, body, charset, Map.of(header, value));
    }
}
