package org.crmcontracts.connectors.simulator;

/** A simulator's answer; an empty body is sent as none. */
public record SimulatorAnswer(int status, String contentType, String body) {

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
}
