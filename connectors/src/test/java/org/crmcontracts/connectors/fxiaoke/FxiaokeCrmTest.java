package org.crmcontracts.connectors.fxiaoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crmcontracts.connectors.fxiaoke.FxiaokeSimulator.error;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.crmcontracts.connectors.conformance.MemoryHouse;
import org.crmcontracts.connectors.simulator.SimulatorAnswer;
import org.crmcontracts.connectors.simulator.SimulatorFault;
import org.crmcontracts.connectors.simulator.SimulatorServer;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.Pace;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.secrets.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FxiaokeCrmTest {
    static final Pace QUICK =
            new Pace(Duration.ofSeconds(2), Duration.ofSeconds(5), 3, Duration.ofMillis(5), Duration.ofMillis(20));
    private static final Set<String> ACCOUNT = Set.of("name", "tel", "industry_level1", FxiaokeField.OWNER_NAME);

    private final FxiaokeSimulator simulator = new FxiaokeSimulator();
    private final CamelRuntime runtime = new CamelRuntime();
    private final MemoryHouse house = new MemoryHouse();
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, String> options = new HashMap<>();
    private String address;
    private Crm crm;

    @BeforeEach
    void start() {
        address = "http://127.0.0.1:" + simulator.start(0);
        crm = crm();
    }

    @AfterEach
    void stop() {
        runtime.stop();
        simulator.stop();
    }

    @Test
    void walksThroughMoreThanTenThousandRecords() {
        for (int i = 0; i < 10_150; i++) {
            simulator.put("AccountObj", Map.of("name", "公司" + i));
        }

        List<RemoteRecord> records = all(RemoteKind.ACCOUNT, null, Set.of("name"));

        assertThat(records).allMatch(record -> record.problem() == null);
        assertThat(records.stream().map(RemoteRecord::externalId))
                .doesNotHaveDuplicates()
                .hasSize(10_150);
    }

    @Test
    void speaksInFxiaokesNamesWithTheOwnersName() {
        simulator.seedChinese();

        RemoteRecord account = all(RemoteKind.ACCOUNT, null, ACCOUNT).get(0);
        assertThat(account.fields())
                .isEqualTo(Map.of(
                        "name", "北京云汐科技有限公司", "tel", "010-55552000", "industry_level1", "9", "owner.name", "王集成"));

        List<RemoteRecord> contacts = all(RemoteKind.CONTACT, null, Set.of("name", "account_id", "job_title"));
        assertThat(contacts).hasSize(18).allMatch(contact -> contact.problem() == null);
        assertThat(contacts.get(0).fields()).containsEntry("account_id", account.externalId());
    }

    @Test
    void namesEmployeesAsOwnersAreNamed() {
        String user = simulator.put("PersonnelObj", Map.of("user_id", "1007", "full_name", "离职员工", "status", "1"));

        List<RemoteRecord> users = all(RemoteKind.USER, null, Set.of("full_name", FxiaokeField.ACTIVE));

        assertThat(users).extracting(RemoteRecord::externalId).containsExactly("1000", "1007");
        assertThat(users.get(1).fields()).isEqualTo(Map.of("full_name", "离职员工", "status.active", "false"));
        assertThat(crm.read(RemoteKind.USER, Set.of("1007", user), Set.of("full_name")))
                .extracting(RemoteRecord::externalId)
                .containsExactly("1007");
    }

    @Test
    void answersNoEmployeesWhereTheRightIsMissing() {
        simulator.grantPersonnelRights(false);

        assertThat(all(RemoteKind.USER, null, Set.of("full_name"))).isEmpty();
    }

    @Test
    void readsOnlyWhatHasChangedAtOrAfterTheTime() {
        simulator.put("AccountObj", Map.of("name", "旧", "last_modified_time", at("2026-01-01T00:00:00.499Z")));
        simulator.put("AccountObj", Map.of("name", "新", "last_modified_time", at("2026-01-01T00:00:00.500Z")));

        List<RemoteRecord> records = all(RemoteKind.ACCOUNT, Instant.parse("2026-01-01T00:00:00.500Z"), Set.of("name"));

        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.fields()).containsEntry("name", "新");
            assertThat(record.modifiedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00.500Z"));
        });
    }

    @Test
    void leavesVoidedAndDeletedRecordsOut() {
        String voided = simulator.put("AccountObj", Map.of("name", "作废"));
        String deleted = simulator.put("AccountObj", Map.of("name", "已删", "is_deleted", true));
        String kept = simulator.put("AccountObj", Map.of("name", "在"));
        simulator.voidRecord("AccountObj", voided);
        simulator.showVoided(true);

        assertThat(all(RemoteKind.ACCOUNT, null, Set.of("name")))
                .extracting(RemoteRecord::externalId)
                .containsExactly(kept);
        assertThat(crm.read(RemoteKind.ACCOUNT, Set.of(voided, deleted, kept), Set.of("name")))
                .extracting(RemoteRecord::externalId)
                .containsExactly(kept);
    }

    @Test
    void tellsVoidedRecordsOnlyWhereATrialHasShownThatItCan() {
        String voided = simulator.put("AccountObj", Map.of("name", "作废"));
        simulator.voidRecord("AccountObj", voided);

        assertThat(crm.traits().tellsDeletions()).isFalse();
        assertThat(crm.deletions(RemoteKind.ACCOUNT, null)).isEmpty();

        options.put("lists-voided-records", "true");
        Crm trusting = crm();
        assertThat(trusting.traits().tellsDeletions()).isTrue();
        assertThat(trusting.deletions(RemoteKind.ACCOUNT, Instant.EPOCH))
                .singleElement()
                .satisfies(deletion -> assertThat(deletion.externalId()).isEqualTo(voided));
        assertThat(trusting.deletions(RemoteKind.ACCOUNT, Instant.now().plusSeconds(60)))
                .isEmpty();
    }

    @Test
    void createsWithOurReferenceAndStartsNoApproval() {
        List<WriteOutcome> outcomes = crm.write(
                RemoteKind.ACCOUNT,
                List.of(change(
                        null, "ref-1", Map.of("name", "上海恒岳", "field_credit__c", "100.50", "field_tags__c", "b;a"))));

        String id = written(outcomes.get(0));
        assertThat(simulator.row("AccountObj", id))
                .containsEntry("crm_contracts_ref__c", "ref-1")
                .containsEntry("field_credit__c", "100.5")
                .containsEntry("field_tags__c", List.of("b", "a"))
                .containsEntry("owner", List.of(FxiaokeSimulator.EMPLOYEE));
        assertThat(simulator.approvalsStarted()).isZero();
        assertThat(crm.findByReference(RemoteKind.ACCOUNT, "ref-1", Set.of("name", "field_tags__c")))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.externalId()).isEqualTo(id);
                    assertThat(found.fields()).isEqualTo(Map.of("name", "上海恒岳", "field_tags__c", "a;b"));
                });
    }

    @Test
    void startsApprovalsWhereTheTenantWantsThem() {
        options.put("start-approvals", "true");

        written(crm().write(RemoteKind.ACCOUNT, List.of(change(null, "ref-1", Map.of("name", "审批"))))
                .get(0));

        assertThat(simulator.approvalsStarted()).isEqualTo(1);
    }

    @Test
    void updatesOnlyWhatIsGivenAndClearsWhatIsEmpty() {
        String id = simulator.put("AccountObj", Map.of("name", "原名", "tel", "010-1", "url", "https://old.example"));

        List<WriteOutcome> outcomes = crm.write(
                RemoteKind.ACCOUNT,
                List.of(new RemoteChange(
                        id, "ref-2", null, Map.of("name", Optional.of("新名"), "tel", Optional.empty()))));

        assertThat(written(outcomes.get(0))).isEqualTo(id);
        assertThat(simulator.row("AccountObj", id))
                .containsEntry("name", "新名")
                .containsEntry("url", "https://old.example")
                .containsEntry("crm_contracts_ref__c", "ref-2")
                .doesNotContainKey("tel");
    }

    @Test
    void tellsThatARecordToUpdateIsGone() {
        String id = simulator.put("AccountObj", Map.of("name", "作废"));
        simulator.voidRecord("AccountObj", id);

        List<WriteOutcome> outcomes = crm.write(RemoteKind.ACCOUNT, List.of(change(id, "ref-1", Map.of("name", "新名"))));

        assertThat(outcomes).containsExactly(new WriteOutcome.Gone());
    }

    @ParameterizedTest
    @CsvSource({
        "no_such_field__c, 1, FIELD_UNKNOWN",
        "owner, 1000, FIELD_READ_ONLY",
        "field_score__c, 1, FIELD_READ_ONLY",
        "industry_level1, 制造业, NOT_AN_OPTION",
        "field_credit__c, many, NUMBER_UNREADABLE",
        "field_since__c, 25/11/2026, DATE_UNREADABLE",
        "field_vip__c, yes, BOOLEAN_UNREADABLE"
    })
    void neverSendsWhatFxiaokeWouldNotTake(String field, String value, String code) {
        List<WriteOutcome> outcomes = crm.write(
                RemoteKind.ACCOUNT,
                List.of(
                        change(null, "ref-1", Map.of("name", "坏", field, value)),
                        change(null, "ref-2", Map.of("name", "好"))));

        assertThat(outcomes.get(0)).isInstanceOfSatisfying(WriteOutcome.Refused.class, refused -> {
            assertThat(refused.field()).isEqualTo(field);
            assertThat(refused.code()).isEqualTo(code);
        });
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(simulator.ids("AccountObj")).hasSize(1);
    }

    @Test
    void saysWhatFxiaokeItselfRefuses() {
        simulator.defineText("AccountObj", "field_new__c", "新必填", true, false);

        List<WriteOutcome> outcomes =
                crm.write(RemoteKind.ACCOUNT, List.of(change(null, "ref-1", Map.of("name", "缺"))));

        assertThat(outcomes).singleElement().isInstanceOfSatisfying(WriteOutcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("32000");
            assertThat(refused.message()).isEqualTo("新必填不能为空");
        });
    }

    @Test
    void writesNothingWhereTheFieldForOurReferenceIsMissing() {
        simulator.removeField("AccountObj", "crm_contracts_ref__c");

        assertRefused(
                () -> crm.write(RemoteKind.ACCOUNT, List.of(change(null, "ref-1", Map.of("name", "无处")))),
                Reason.NEEDS_RECONNECT,
                "REFERENCE_FIELD_MISSING");
        assertThat(simulator.ids("AccountObj")).isEmpty();

        simulator.defineText("AccountObj", "field_ours__c", "合同", false, true);
        options.put("account-reference-field", "field_ours__c");
        String id = written(crm().write(RemoteKind.ACCOUNT, List.of(change(null, "ref-1", Map.of("name", "有处"))))
                .get(0));
        assertThat(simulator.row("AccountObj", id)).containsEntry("field_ours__c", "ref-1");
    }

    @Test
    void doesNotKnowWhatBecameOfAWriteWhoseAnswerIsLost() {
        crm.describe(RemoteKind.ACCOUNT);
        for (SimulatorFault fault : List.of(
                SimulatorFault.droppedAfter(),
                SimulatorFault.cut(),
                SimulatorFault.late(Duration.ofSeconds(9)),
                SimulatorFault.altered(answer -> SimulatorAnswer.html(200)),
                SimulatorFault.altered(answer -> SimulatorAnswer.empty(200)),
                SimulatorFault.altered(answer -> SimulatorAnswer.json(502, "")),
                SimulatorFault.altered(answer -> SimulatorAnswer.json(200, "{\"errorCode\":50009}")),
                SimulatorFault.altered(answer -> SimulatorAnswer.json(200, "{\"errorCode\":0}")))) {
            int before = simulator.ids("AccountObj").size();
            simulator.fault(1, fault);

            List<WriteOutcome> outcomes = crm.write(
                    RemoteKind.ACCOUNT,
                    List.of(
                            change(null, "ref-" + before, Map.of("name", "失")),
                            change(null, "next-" + before, Map.of("name", "后"))));

            assertThat(outcomes.get(0)).as(fault.toString()).isInstanceOf(WriteOutcome.Unknown.class);
            assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.NotYet.class);
            assertThat(simulator.ids("AccountObj")).hasSize(before + 1);
            assertThat(crm.findByReference(RemoteKind.ACCOUNT, "ref-" + before, Set.of("name")))
                    .hasSize(1);
        }
    }

    @Test
    void sendsAWriteOnceWhateverHappens() {
        crm.describe(RemoteKind.ACCOUNT);
        for (SimulatorFault fault :
                List.of(SimulatorFault.droppedBefore(), SimulatorFault.stalled(Duration.ofSeconds(9)), error(-1))) {
            long before = calls("/data/create");
            simulator.fault(1, fault);

            crm.write(RemoteKind.ACCOUNT, List.of(change(null, "ref", Map.of("name", "一次"))));

            assertThat(calls("/data/create")).isEqualTo(before + 1);
        }
        simulator.fault(1, error(30004));
        assertRefused(
                () -> crm.write(RemoteKind.ACCOUNT, List.of(change(null, "ref", Map.of("name", "一次")))),
                Reason.THROTTLED,
                "30004");
        assertThat(simulator.ids("AccountObj")).isEmpty();
    }

    @Test
    void logsInAgainOnceForAWriteToo() {
        crm.describe(RemoteKind.ACCOUNT);
        simulator.expireTokens();

        written(crm.write(RemoteKind.ACCOUNT, List.of(change(null, "ref-1", Map.of("name", "再"))))
                .get(0));

        assertThat(house.grants()).hasSize(2);
        assertThat(simulator.ids("AccountObj")).hasSize(1);
    }

    @Test
    void needsToReconnectWhereANewTokenIsRefusedToo() {
        simulator.fault(2, error(20016));

        assertRefused(() -> crm.describe(RemoteKind.ACCOUNT), Reason.NEEDS_RECONNECT, "20016");
    }

    @ParameterizedTest
    @CsvSource({
        "30004, THROTTLED, 20",
        "14001, THROTTLED, 20",
        "20014, NEEDS_RECONNECT, 0",
        "15003, NEEDS_RECONNECT, 0",
        "10013, BAD_ANSWER, 0",
        "15002, BAD_ANSWER, 0"
    })
    void tellsWhatACodeAsksFor(int code, Reason reason, long pauseSeconds) {
        simulator.fault(1, error(code));

        assertRefused(() -> pull(RemoteKind.ACCOUNT, null, null), reason, String.valueOf(code));
        assertThat(house.pauses()).isEqualTo(pauseSeconds == 0 ? List.of() : List.of(Duration.ofSeconds(pauseSeconds)));
    }

    @Test
    void tellsAnAdministratorThatNoQuotaWasBought() {
        simulator.fault(1, error(30003));

        assertRefused(() -> pull(RemoteKind.ACCOUNT, null, null), Reason.NEEDS_RECONNECT, CrmRefusal.NO_API_QUOTA);
    }

    @Test
    void repeatsReadsWhileTheGatewayIsBusyAndPaysForEach() {
        simulator.seedChinese();
        crm.describe(RemoteKind.ACCOUNT);
        int paid = house.costs().size();
        simulator.fault(1, error(-1));
        simulator.fault(1, SimulatorFault.droppedBefore());
        simulator.fault(1, SimulatorFault.instead(SimulatorAnswer.html(503)));

        assertThat(pull(RemoteKind.ACCOUNT, null, null).records()).hasSize(12);
        assertThat(house.costs()).hasSize(paid + 4);
    }

    @Test
    void takesNothingButTheEnvelopeForAnAnswer() {
        for (SimulatorAnswer answer : List.of(
                SimulatorAnswer.html(200),
                SimulatorAnswer.empty(200),
                SimulatorAnswer.json(200, "[]"),
                SimulatorAnswer.json(200, "{\"errorCode\":\"0\"}"),
                SimulatorAnswer.json(200, "{\"errorCode\":0,\"data\":{}}"),
                SimulatorAnswer.json(302, ""))) {
            simulator.fault(2, request -> request.path().endsWith("/query"), SimulatorFault.instead(answer));

            assertRefused(() -> pull(RemoteKind.ACCOUNT, null, null), Reason.BAD_ANSWER, null);
            assertRefused(() -> pull(RemoteKind.ACCOUNT, null, null), Reason.BAD_ANSWER, null);
        }
    }

    @Test
    void isNotMisledByReorderedAndHalfPages() {
        for (int i = 0; i < 250; i++) {
            simulator.put("AccountObj", Map.of("name", "公司" + i));
        }
        crm.describe(RemoteKind.ACCOUNT);
        simulator.fault(1, simulator.rows(rows -> {
            List<JsonNode> reversed = new ArrayList<>(rows);
            Collections.reverse(reversed);
            return reversed;
        }));
        simulator.fault(1, simulator.rows(rows -> rows.subList(0, rows.size() / 2)));

        assertThat(all(RemoteKind.ACCOUNT, null, Set.of("name")))
                .extracting(RemoteRecord::externalId)
                .containsExactlyElementsOf(simulator.ids("AccountObj"));
    }

    @Test
    void stopsWhereAPageIsRepeatedForEver() {
        simulator.seedChinese();
        RemotePage first = pull(RemoteKind.ACCOUNT, null, null);
        String page = simulator
                .exchanges()
                .get(simulator.exchanges().size() - 1)
                .answer()
                .body();
        simulator.fault(1, SimulatorFault.instead(SimulatorAnswer.json(200, page)));

        assertRefused(() -> pull(RemoteKind.ACCOUNT, null, first.nextPageToken()), Reason.BAD_ANSWER, null);
    }

    @Test
    void keepsAPageGoingWithARowThatItCannotRead() throws Exception {
        simulator.seedChinese();
        crm.describe(RemoteKind.ACCOUNT);
        JsonNode odd = mapper.readTree("{\"unexpected\":true}");
        simulator.fault(1, simulator.rows(rows -> {
            ((ObjectNode) rows.get(3)).set("tel", odd);
            ((ObjectNode) rows.get(4)).remove("last_modified_time");
            return rows;
        }));

        List<RemoteRecord> records = pull(RemoteKind.ACCOUNT, null, null).records();

        assertThat(records).hasSize(12);
        assertThat(records.get(3).problem()).isEqualTo("NOT_TEXT: tel");
        assertThat(records.get(4).problem()).isEqualTo("TIME_UNREADABLE: last_modified_time");
        assertThat(records).filteredOn(record -> record.problem() == null).hasSize(10);
    }

    @Test
    void goesOnWithoutAFieldThatTheTenantHasTakenAway() {
        simulator.seedChinese();
        simulator.removeField("AccountObj", "tel");

        assertThat(all(RemoteKind.ACCOUNT, null, ACCOUNT))
                .hasSize(12)
                .allMatch(record -> record.problem() == null && !record.fields().containsKey("tel"));
    }

    @Test
    void describesWhatTheTenantHas() {
        Map<String, RemoteField> fields = new HashMap<>();
        crm.describe(RemoteKind.ACCOUNT).forEach(field -> fields.put(field.name(), field));

        assertThat(fields.get("industry_level1"))
                .isEqualTo(new RemoteField(
                        "industry_level1",
                        "1级行业",
                        RemoteField.Type.CHOICE,
                        true,
                        false,
                        null,
                        Map.of("1", "农、林、牧、渔业", "9", "信息传输、软件和信息技术服务业", "3", "制造业")));
        assertThat(fields.get("name").required()).isTrue();
        assertThat(fields.get("name").maxLength()).isEqualTo(100);
        assertThat(fields.get("owner").writable()).isFalse();
        assertThat(fields.get("owner").type()).isEqualTo(RemoteField.Type.REFERENCE);
        assertThat(fields.get(FxiaokeField.OWNER_NAME).writable()).isFalse();
        assertThat(fields.get("field_score__c").writable()).isFalse();

        simulator.defineText("AccountObj", "field_new__c", "新字段", false, false);
        assertThat(crm.describe(RemoteKind.ACCOUNT))
                .extracting(RemoteField::name)
                .contains("field_new__c");
    }

    @Test
    void keepsWithinTheBudget() {
        crm.describe(RemoteKind.ACCOUNT);
        house.leave(1);

        List<WriteOutcome> outcomes = crm.write(
                RemoteKind.ACCOUNT,
                IntStream.range(0, 3)
                        .mapToObj(i -> change(null, "ref-" + i, Map.of("name", "公司" + i)))
                        .toList());

        assertThat(outcomes.get(0)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(outcomes.subList(1, 3)).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOfSatisfying(WriteOutcome.NotYet.class, notYet -> assertThat(notYet.reason())
                        .isEqualTo(Reason.THROTTLED)));
        assertThat(simulator.ids("AccountObj")).hasSize(1);
    }

    @Test
    void tellsWrongCredentials() {
        CrmAccess wrong = access(Secret.of("wrong"));

        assertRefused(
                () -> factory().connect(wrong, house).describe(RemoteKind.ACCOUNT), Reason.NEEDS_RECONNECT, "20015");
    }

    private List<RemoteRecord> all(RemoteKind kind, Instant since, Set<String> fields) {
        List<RemoteRecord> records = new ArrayList<>();
        String token = null;
        do {
            RemotePage page = crm.pull(new PullRequest(kind, since, token, fields));
            records.addAll(page.records());
            token = page.nextPageToken();
        } while (token != null);
        return records;
    }

    private RemotePage pull(RemoteKind kind, Instant since, String token) {
        return crm.pull(new PullRequest(kind, since, token, ACCOUNT));
    }

    private long calls(String pathEnd) {
        return simulator.exchanges().stream()
                .map(SimulatorServer.Exchange::request)
                .filter(request -> request.path().endsWith(pathEnd))
                .count();
    }

    private static String written(WriteOutcome outcome) {
        assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
        return ((WriteOutcome.Written) outcome).externalId();
    }

    private static RemoteChange change(String id, String reference, Map<String, String> fields) {
        Map<String, Optional<String>> values = new HashMap<>();
        fields.forEach((name, value) -> values.put(name, Optional.of(value)));
        return new RemoteChange(id, reference, null, values);
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static void assertRefused(Runnable call, Reason reason, String vendorCode) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(CrmRefusal.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.vendorCode()).isEqualTo(vendorCode);
        });
    }

    private Crm crm() {
        return factory().connect(access(Secret.of(FxiaokeSimulator.APP_SECRET)), house);
    }

    private FxiaokeCrmFactory factory() {
        return new FxiaokeCrmFactory(runtime, Clock.systemUTC(), new Ids(), List.of("127.0.0.1"), QUICK);
    }

    private CrmAccess access(Secret secret) {
        return new CrmAccess(
                UUID.randomUUID(),
                URI.create(address),
                URI.create(address),
                FxiaokeSimulator.APP_ID,
                secret,
                Secret.of(FxiaokeSimulator.PERMANENT_CODE),
                options,
                Secret.of(""));
    }
}
