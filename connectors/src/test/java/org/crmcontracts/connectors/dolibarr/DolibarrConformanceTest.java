package org.crmcontracts.connectors.dolibarr;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.crmcontracts.connectors.conformance.CrmConformance;
import org.crmcontracts.connectors.conformance.SimulatedCrm;
import org.crmcontracts.connectors.simulator.SimulatorAnswer;
import org.crmcontracts.connectors.simulator.SimulatorFault;
import org.crmcontracts.connectors.simulator.SimulatorRequest;
import org.crmcontracts.connectors.simulator.TickingClock;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.Pace;
import org.crmcontracts.tenants.secrets.Secret;

public class DolibarrConformanceTest extends CrmConformance {
    private static final Pace QUICK =
            new Pace(Duration.ofSeconds(2), Duration.ofSeconds(5), 5, Duration.ofMillis(2), Duration.ofMillis(10));
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    private static final Predicate<SimulatorRequest> ABOUT_RECORDS =
            request -> !request.path().contains("/setup/");

    @Override
    public SimulatedCrm start() {
        return new Simulated();
    }

    /** Any public name may be a Dolibarr. */
    @Override
    protected boolean isForeign(String url) {
        return !url.equals("https://crm.evil.example");
    }

    private static final class Simulated implements SimulatedCrm {
        private final TickingClock clock = new TickingClock(Instant.parse("2026-11-25T08:00:00Z"));
        private final DolibarrSimulator simulator = new DolibarrSimulator(clock, ZONE);
        private final CamelRuntime runtime = new CamelRuntime();
        private final CrmFactory factory = new DolibarrCrmFactory(runtime, clock, List.of("127.0.0.1"), QUICK);
        private final UUID connection = UUID.randomUUID();
        private final URI url = URI.create("http://127.0.0.1:" + simulator.start(0));

        @Override
        public CrmFactory factory() {
            return factory;
        }

        @Override
        public CrmAccess access() {
            return access(url);
        }

        @Override
        public CrmAccess access(URI apiUrl) {
            return new CrmAccess(
                    connection,
                    url,
                    apiUrl,
                    "",
                    Secret.of(DolibarrSimulator.KEY),
                    Secret.of(""),
                    Map.of(DolibarrCrmFactory.TIME_ZONE, ZONE.getId()),
                    Secret.of("notice-secret"));
        }

        @Override
        public String put(RemoteKind kind, Map<String, String> fields) {
            return simulator.put(table(kind), fields);
        }

        @Override
        public void change(RemoteKind kind, String id, Map<String, String> fields) {
            Map<String, String> all = new HashMap<>(fields);
            all.put("id", id);
            simulator.put(table(kind), all);
        }

        @Override
        public void delete(RemoteKind kind, String id) {
            simulator.delete(table(kind), id);
        }

        @Override
        public List<String> ids(RemoteKind kind) {
            return simulator.ids(table(kind));
        }

        private static String table(RemoteKind kind) {
            return DolibarrRecords.path(kind).substring(1);
        }

        @Override
        public String nameField(RemoteKind kind) {
            return kind == RemoteKind.ACCOUNT ? "name" : DolibarrFields.PERSON_NAME;
        }

        @Override
        public String textField(RemoteKind kind) {
            return kind == RemoteKind.ACCOUNT ? "address" : "poste";
        }

        @Override
        public void tick(Duration span) {
            clock.tick(span);
        }

        @Override
        public void fault(int times, Fault fault) {
            if (times == 0) {
                simulator.noFaults();
                return;
            }
            simulator.fault(
                    times,
                    ABOUT_RECORDS,
                    switch (fault) {
                        case THROTTLED -> SimulatorFault.instead(
                                SimulatorAnswer.html(429).with("Retry-After", "7"));
                        case SERVER_ERROR -> SimulatorFault.instead(SimulatorAnswer.html(502));
                        case LOST_BEFORE -> SimulatorFault.droppedBefore();
                        case LOST_AFTER -> SimulatorFault.droppedAfter();
                        case HTML -> SimulatorFault.instead(SimulatorAnswer.html(200));
                        case EMPTY -> SimulatorFault.instead(SimulatorAnswer.empty(200));
                        case WRONG_CHARSET -> SimulatorFault.altered(
                                answer -> SimulatorAnswer.json(200, "[{\"id\":\"1\",\"name\":\"Café\"}]")
                                        .in(StandardCharsets.ISO_8859_1));
                    });
        }

        /** A key is good until it is taken away. */
        @Override
        public void expireTokens() {}

        @Override
        public void revoke() {
            simulator.revoke();
        }

        @Override
        public int calls() {
            return simulator.exchanges().size();
        }

        @Override
        public int writes() {
            return (int) simulator.exchanges().stream()
                    .filter(exchange -> !exchange.request().method().equals("GET"))
                    .count();
        }

        @Override
        public void close() {
            runtime.stop();
            simulator.stop();
        }
    }
}
