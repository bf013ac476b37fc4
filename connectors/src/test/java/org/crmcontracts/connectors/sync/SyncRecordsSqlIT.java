package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.spi.CrmTraits;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be followed as the CRM shows it: bad records, halved listings, many deletions, changed fields. */
class SyncRecordsSqlIT extends Seeded {
    private static SyncTenants tenants;

    private World world;
    private World.Side side;

    @BeforeAll
    static void provision() {
        if (tenants == null) {
            tenants = SyncTenants.provision("sync_records", 3);
        }
    }

    @BeforeEach
    void begin() {
        world = new World(tenants, 1);
        side = world.only();
    }

    @Test
    void badRecordsAreHeldWithTheirCauseAndTheRestGoesOnF10() {
        world.fill(side, 200, 0);
        Map<String, String> bad = new java.util.LinkedHashMap<>();
        bad.put("x".repeat(600), "VALUE_TOO_LONG");
        bad.put("nul \0", "VALUE_NOT_TEXT");
        bad.put("half \ud83d", "VALUE_NOT_TEXT");
        bad.put("=HYPERLINK(\"x\")", "VALUE_IS_FORMULA");
        bad.put("m".repeat(1_000_000), "VALUE_TOO_LONG");
        List<String> ids = new ArrayList<>();
        bad.keySet().forEach(name -> ids.add(side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", name))));
        ids.add(side.crm()
                .create(RemoteKind.ACCOUNT, Map.of("Name", side.tenant().key() + " x", "Industry", "i9")));
        side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", side.tenant().key() + " 🏭 fine"));
        SyncRun run = world.pull(side);
        assertThat(run.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(run.created()).isEqualTo(201);
        assertThat(world.held(side)).hasSize(6).allMatch(entry -> entry.field() != null);
        assertThat(world.held(side))
                .extracting(Quarantine.Entry::code)
                .containsOnly("VALUE_TOO_LONG", "VALUE_NOT_TEXT", "VALUE_IS_FORMULA", "VALUE_NO_OPTION");
        assertThat(world.held(side))
                .filteredOn(entry -> entry.code().equals("VALUE_NO_OPTION"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.field()).isEqualTo("industry"));
        // The same values are tried five times in all, then wait for a person.
        for (int i = 0; i < 10; i++) {
            world.clock.advance(Duration.ofDays(1));
            world.quiet(side, 1);
        }
        assertThat(world.held(side))
                .allMatch(entry -> entry.tries() == Quarantine.MOST_TRIES && entry.nextTry() == null);
        // Another value opens it.
        for (String id : ids) {
            side.crm().change(RemoteKind.ACCOUNT, id, "Name", side.tenant().key() + " good " + id);
            side.crm().change(RemoteKind.ACCOUNT, id, "Industry", "i1");
        }
        world.quiet(side, 1);
        assertThat(world.held(side)).isEmpty();
        world.assertConverged(side);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0})
    void aListingThatAnswersHalfDeletesNothingF12(double listed) {
        side.crm().traits = World.traits(true, false, false);
        world.fill(side, 100, 0);
        world.quiet(side, 1);
        for (boolean total : new boolean[] {true, false}) {
            side.crm().tellsTotal = total;
            side.crm().listed = listed;
            world.clock.advance(Duration.ofMinutes(5));
            SyncRun run = world.node.pulling.work(
                    side.tenant(), world.node.pulling.begin(side.tenant(), side.connection(), true, World.ANN));
            assertThat(run.outcome()).isEqualTo(SyncRun.Outcome.FAILED);
            assertThat(run.problemCode()).isEqualTo(total ? Pulling.INCOMPLETE_LISTING : MassDeletion.CODE);
            assertThat(world.count(side, "select count(*) from customer_link where deleted_at is not null"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyDeletionsWaitForAPersonF12(boolean told) {
        side.crm().traits = new CrmTraits(50, told, true, true, told, Duration.ofMinutes(2), Duration.ofSeconds(1));
        world.fill(side, 100, 0);
        world.quiet(side, 1);
        side.crm().all(RemoteKind.ACCOUNT).stream().limit(30).forEach(record -> side.crm()
                .delete(RemoteKind.ACCOUNT, record.id));
        SyncRun run = world.pull(side);
        assertThat(run.problemCode()).isEqualTo(MassDeletion.CODE);
        String deleted = "select count(*) from customer_link where deleted_at is not null";
        assertThat(world.count(side, deleted)).isZero();
        world.node.inTenant.run(side.tenant(), () -> world.node.connections.acceptDeletions(side.connection(), 30));
        assertThat(world.pull(side).outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(world.count(side, deleted)).isEqualTo(30);
    }

    @Test
    void aFieldThatIsGoneOrRetypedRestsAloneF18() {
        world.fill(side, 10, 0);
        world.quiet(side, 1);
        FakeCrm crm = side.crm();
        crm.accountFields.removeIf(field -> field.name().equals("Addr"));
        crm.accountFields.removeIf(field -> field.name().equals("Phone"));
        crm.accountFields.add(new RemoteField("Phone", "Phone", RemoteField.Type.NUMBER, true, false, null, Map.of()));
        world.clock.advance(Mappings.DESCRIBED_FOR);
        FakeCrm.Stored record = crm.all(RemoteKind.ACCOUNT).get(0);
        UUID local = world.local(side, RemoteKind.ACCOUNT, record.id);
        world.edit(side, local, "address", "rests");
        world.edit(side, local, "industry", "Trade");
        crm.change(RemoteKind.ACCOUNT, record.id, "Site", "https://new.example");
        world.quiet(side, 2);
        assertThat(world.count(side, "select count(*) from sync_mapping where paused_reason is not null"))
                .isEqualTo(2);
        assertThat(record.fields).doesNotContainEntry("Addr", "rests").containsEntry("Industry", "i2");
        assertThat(world.ours(side, RemoteKind.ACCOUNT, local)).containsEntry("website", "https://new.example");
        assertThat(world.held(side)).isEmpty();
        crm.accountFields.addAll(FakeCrm.fields("Addr"));
        world.clock.advance(Mappings.DESCRIBED_FOR);
        world.edit(side, local, "address", "works again");
        world.quiet(side, 2);
        assertThat(record.fields).containsEntry("Addr", "works again");
    }

    @Test
    void aNewRequiredFieldHoldsOnlyWhatLacksItF18() {
        world.quiet(side, 1);
        side.crm().accountFields.add(new RemoteField("Tax", "Tax", RemoteField.Type.TEXT, true, true, 20, Map.of()));
        UUID local = world.createHere(side, 1).get(0);
        world.quiet(side, 1);
        assertThat(world.held(side)).singleElement().satisfies(entry -> {
            assertThat(entry.field()).isEqualTo("Tax");
            assertThat(entry.direction()).isEqualTo(Quarantine.Direction.OUT);
            assertThat(entry.id()).isEqualTo(local.toString());
        });
        side.crm().accountFields.removeIf(RemoteField::required);
        world.edit(side, local, "phone", "77");
        world.quiet(side, 2);
        assertThat(world.held(side)).isEmpty();
        world.assertConverged(side);
    }
}
