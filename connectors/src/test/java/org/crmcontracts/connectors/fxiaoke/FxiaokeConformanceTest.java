package org.crmcontracts.connectors.fxiaoke;

import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
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
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.secrets.Secret;

/**
 * In a tenant whose queries find voided records and whose field for our reference is unique; {@code FxiaokeCrmTest} is
 * for others.
 */
public class FxiaokeConformanceTest extends CrmConformance {
    private static final Pace QUICK =
            new Pace(Duration.ofSeconds(2), Duration.ofSeconds(5), 5, Duration.ofMillis(2), Duration.ofMillis(10));
    private static final Predicate<SimulatorRequest> ABOUT_RECORDS =
            request -> request.path().contains("/data/");

    @Override
    public SimulatedCrm start() {
        return new Simulated();
    }

    private static final class Simulated implements SimulatedCrm {
        private final TickingClock clock = new TickingClock(Instant.parse("2026-11-25T08:00:00Z"));
        private final FxiaokeSimulator simulator = new FxiaokeSimulator(clock);
        private final CamelRuntime runtime = new CamelRuntime();
        private final CrmFactory factory =
                new FxiaokeCrmFactory(runtime, clock, new Ids(), List.of("127.0.0.1"), QUICK);
        private final UUID connection = UUID.randomUUID();
        private final URI url = URI.create("http://127.0.0.1:" + simulator.start(0));

        Simulated() {
            simulator.defineText("AccountObj", "crm_contracts_ref__c", "合同系统编号", false, true);
        }

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
                    FxiaokeSimulator.APP_ID,
                    Secret.of(FxiaokeSimulator.APP_SECRET),
                    Secret.of(FxiaokeSimulator.PERMANENT_CODE),
                    Map.of("lists-voided-records", "true", "reference-unique", "true"),
                    Secret.of("token:" + "A".repeat(42) + "E"));
        }

        @Override
        public String put(RemoteKind kind, Map<String, String> fields) {
            return simulator.put(FxiaokeRecords.object(kind), new HashMap<>(fields));
        }

        @Override
        public void change(RemoteKind kind, String id, Map<String, String> fields) {
            Map<String, Object> all = new HashMap<>(fields);
            all.put("_id", id);
            simulator.put(FxiaokeRecords.object(kind), all);
        }

        @Override
        public void delete(RemoteKind kind, String id) {
            simulator.voidRecord(FxiaokeRecords.object(kind), id);
        }

        @Override
        public List<String> ids(RemoteKind kind) {
            String object = FxiaokeRecords.object(kind);
            return simulator.ids(object).stream()
                    .filter(id -> !"invalid".equals(simulator.row(object, id).get("life_status")))
                    .toList();
        }

        @Override
        public String nameField(RemoteKind kind) {
            return "name";
        }

        @Override
        public String textField(RemoteKind kind) {
            return kind == RemoteKind.ACCOUNT ? "remark" : "job_title";
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
                        case THROTTLED -> FxiaokeSimulator.error(30004);
                        case SERVER_ERROR -> FxiaokeSimulator.error(-1);
                        case LOST_BEFORE -> SimulatorFault.droppedBefore();
                        case LOST_AFTER -> SimulatorFault.droppedAfter();
                        case HTML -> SimulatorFault.instead(SimulatorAnswer.html(200));
                        case EMPTY -> SimulatorFault.instead(SimulatorAnswer.empty(200));
                        case WRONG_CHARSET -> SimulatorFault.altered(answer -> SimulatorAnswer.json(
                                        200, answer.body().replaceFirst("success", "成功"))
                                .in(Charset.forName("GBK")));
                    });
        }

        @Override
        public void expireTokens() {
            simulator.expireTokens();
        }

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
                    .map(exchange -> exchange.request().path())
                    .filter(path -> path.endsWith("/create") || path.endsWith("/update"))
                    .count();
        }

        @Override
        public void close() {
            runtime.stop();
            simulator.stop();
        }
    }
}
