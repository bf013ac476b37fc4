package org.crmcontracts.connectors.zoho;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.crmcontracts.connectors.conformance.CrmConformance;
import org.crmcontracts.connectors.conformance.SimulatedCrm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.Pace;
import org.crmcontracts.tenants.secrets.Secret;

public class ZohoConformanceTest extends CrmConformance {
    private static final Pace QUICK =
            new Pace(Duration.ofSeconds(2), Duration.ofSeconds(5), 5, Duration.ofMillis(2), Duration.ofMillis(10));

    @Override
    public SimulatedCrm start() {
        return new Simulated();
    }

    @Override
    protected boolean isCustom(FieldMapping field) {
        return field.theirs().equals(ZohoRecords.CREDIT_CODE);
    }

    private static final class Ticking extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-25T08:00:00Z"));

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    private static final class Simulated implements SimulatedCrm {
        private final Ticking clock = new Ticking();
        private final ZohoSimulator simulator = new ZohoSimulator(clock);
        private final CamelRuntime runtime = new CamelRuntime();
        private final CrmFactory factory =
                new ZohoCrmFactory(runtime, clock, List.of("127.0.0.1"), QUICK, ZohoBulk.Rules.USUAL);
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
                    ZohoSimulator.CLIENT_ID,
                    Secret.of(ZohoSimulator.CLIENT_SECRET),
                    Secret.of(ZohoSimulator.REFRESH_TOKEN),
                    Map.of("reference-unique", "true"),
                    Secret.of("notice-secret"));
        }

        @Override
        public String put(RemoteKind kind, Map<String, String> fields) {
            return simulator.put(ZohoRecords.module(kind), new HashMap<>(fields));
        }

        @Override
        public void change(RemoteKind kind, String id, Map<String, String> fields) {
            Map<String, Object> all = new HashMap<>(fields);
            all.put("id", id);
            simulator.put(ZohoRecords.module(kind), all);
        }

        @Override
        public void delete(RemoteKind kind, String id) {
            simulator.delete(ZohoRecords.module(kind), id);
        }

        @Override
        public List<String> ids(RemoteKind kind) {
            return simulator.ids(ZohoRecords.module(kind));
        }

        @Override
        public String nameField(RemoteKind kind) {
            return kind == RemoteKind.ACCOUNT ? "Account_Name" : "Last_Name";
        }

        @Override
        public String textField(RemoteKind kind) {
            return kind == RemoteKind.ACCOUNT ? "Billing_Street" : "Title";
        }

        @Override
        public void tick(Duration span) {
            clock.now.updateAndGet(now -> now.plus(span));
        }

        @Override
        public void fault(int times, Fault fault) {
            if (times == 0) {
                simulator.noFaults();
                return;
            }
            simulator.fault(
                    times,
                    switch (fault) {
                        case THROTTLED -> ZohoSimulatorFault.tooManyRequests(Duration.ofSeconds(7));
                        case SERVER_ERROR -> ZohoSimulatorFault.serverError();
                        case LOST_BEFORE -> ZohoSimulatorFault.drop();
                        case LOST_AFTER -> ZohoSimulatorFault.dropAfter();
                        case HTML -> ZohoSimulatorFault.html(200);
                        case EMPTY -> ZohoSimulatorFault.of(ZohoSimulatorFault.Kind.EMPTY);
                        case WRONG_CHARSET -> ZohoSimulatorFault.of(ZohoSimulatorFault.Kind.WRONG_CHARSET);
                    });
        }

        @Override
        public void expireTokens() {
            simulator.expireTokens();
        }

        @Override
        public void revoke() {
            simulator.expireTokens();
            simulator.refuseGrants(1_000, "invalid_code");
        }

        @Override
        public int calls() {
            return simulator.exchanges().size();
        }

        @Override
        public int writes() {
            return (int) simulator.exchanges().stream()
                    .filter(exchange -> exchange.path().startsWith("/crm/v8/"))
                    .filter(exchange ->
                            !exchange.method().equals("GET") && !exchange.path().endsWith("/coql"))
                    .count();
        }

        @Override
        public void close() {
            runtime.stop();
            simulator.stop();
            ZohoDescription.check(simulator);
        }
    }
}
