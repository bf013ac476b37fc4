package org.crmcontracts.connectors.simulator;

import java.util.Map;

/**
 * A request as it came to a simulator.
 *
 * @param query decoded; of a name given twice the last
 * @param headers by lower-case name; of several the first
 */
public record SimulatorRequest(
        String method, String path, Map<String, String> query, Map<String, String> headers, String body) {}
