package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.mapping.Condition;
import org.crmcontracts.connectors.mapping.Condition.Operator;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a connection's filter leaves out, keeps and brings in later, on a real database. */
class RecordFiltersSqlIT extends OneSide {
    @BeforeEach
    void begin() {
        side.crm().accountFields.addAll(FakeCrm.fields("Stage"));
        side.crm()
                .accountFields
                .add(new RemoteField("Size", "Size", RemoteField.Type.NUMBER, true, false, null, Map.of()));
    }

    private static Condition condition(RemoteKind kind, String field, Operator operator, String... values) {
        return new Condition(kind, field, operator, List.of(values));
    }

    private static Condition customersOnly() {
        return condition(RemoteKind.ACCOUNT, "Stage", Operator.IS, "Customer");
    }

    private void filter(Condition... conditions) {
        node.inTenant.run(side.tenant(), () -> {
            int version = node.mappings.version(side.connection());
            node.filters.change(side.connection(), version, List.of(conditions));
        });
    }

    private String account(String name, String stage) {
        return side.crm()
                .create(RemoteKind.ACCOUNT, Map.of("Name", side.tenant().key() + " " + name, "Stage", stage));
    }

    private String contact(String name, String account) {
        return side.crm()
                .create(
                        RemoteKind.CONTACT,
                        Map.of("FullName", side.tenant().key() + " " + name, "Account", account, "Job", "Clerk"));
    }

    private boolean isHere(RemoteKind kind, String externalId) {
        return node.inTenant.call(side.tenant(), () -> node.links
                .byExternal(side.connection(), kind, List.of(externalId))
                .containsKey(externalId));
    }

    private long behind() {
        return world.count(side, "select count(*) from sync_hint where behind is not null");
    }

    private SyncRun good() {
        SyncRun run = world.pull(side);
        assertThat(run.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        return run;
    }

    @Test
    void whatDoesNotMatchIsLeftOutAndCountedAndHeldNowhere() {
        filter(customersOnly());
        String customer = account("customer", "Customer");
        String lead = account("lead", "Lead");
        // Nobody is bothered with a record that would not come over anyway.
        side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", "=1", "Stage", "Lead"));
        String clerk = contact("clerk", customer);
        String other = contact("of the lead", lead);

        SyncRun run = good();

        assertThat(isHere(RemoteKind.ACCOUNT, customer)).isTrue();
        assertThat(isHere(RemoteKind.ACCOUNT, lead)).isFalse();
        assertThat(isHere(RemoteKind.CONTACT, clerk)).isTrue();
        assertThat(isHere(RemoteKind.CONTACT, other)).isFalse();
        assertThat(run.created()).isEqualTo(2);
        assertThat(run.leftOut()).isEqualTo(3);
        assertThat(run.quarantined()).isZero();
        assertThat(world.held(side)).isEmpty();
        assertThat(world.count(side, "select count(*) from customer")).isEqualTo(1);
        assertThat(side.crm().calls("read"))
                .as("accounts that are left out are not asked for again")
                .isZero();
        world.quiet(side, 2);
        assertThat(world.count(side, "select count(*) from customer")).isEqualTo(1);
    }

    @Test
    void whatChangesSoThatItMatchesComesInWithThatChangeAndItsContactsWithIt() {
        filter(customersOnly());
        String lead = account("lead", "Lead");
        List<String> contacts = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            contacts.add(contact("clerk " + i, lead));
        }
        good();
        assertThat(behind()).isEqualTo(120);
        world.clock.advance(Duration.ofHours(2));
        good();

        side.crm().change(RemoteKind.ACCOUNT, lead, "Stage", "customer");
        SyncRun run = good();

        assertThat(isHere(RemoteKind.ACCOUNT, lead)).isTrue();
        assertThat(contacts).allMatch(id -> isHere(RemoteKind.CONTACT, id));
        assertThat(run.created()).isEqualTo(121);
        assertThat(world.count(side, "select count(*) from sync_hint")).isZero();
        assertThat(world.held(side)).isEmpty();
        world.assertConverged(side);
    }

    @Test
    void aNoticeBringsInWhatMatchesNowAndLeavesOutTheRest() {
        filter(customersOnly());
        String lead = account("lead", "Lead");
        String clerk = contact("clerk", lead);
        good();
        side.crm().forgetCalls();

        side.crm().change(RemoteKind.CONTACT, clerk, "Job", "Chief");
        hint(RemoteKind.CONTACT, clerk);
        assertThat(notice().leftOut())
                .as("the contact and the account that was asked for it")
                .isEqualTo(2);
        assertThat(node.readingHints.read(side.tenant(), side.connection())).isEmpty();

        side.crm().change(RemoteKind.ACCOUNT, lead, "Stage", "Customer");
        hint(RemoteKind.ACCOUNT, lead);
        assertThat(notice().created()).isEqualTo(2);
        assertThat(side.crm().calls("pull")).isZero();
        world.assertConverged(side);
    }

    private void hint(RemoteKind kind, String id) {
        node.inTenant.run(side.tenant(), () -> node.hints.add(side.connection(), Map.of(kind, Set.of(id))));
    }

    private SyncRun notice() {
        SyncRun run = node.readingHints.read(side.tenant(), side.connection()).orElseThrow();
        assertThat(run.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        return run;
    }

    @Test
    void whatIsLinkedIsKeptInStepWhetherItMatchesOrNot() {
        filter(customersOnly());
        String customer = account("customer", "Customer");
        String clerk = contact("clerk", customer);
        good();
        UUID local = world.local(side, RemoteKind.ACCOUNT, customer);

        side.crm().change(RemoteKind.ACCOUNT, customer, "Stage", "Lost");
        side.crm().change(RemoteKind.ACCOUNT, customer, "Addr", "New Street");
        side.crm().change(RemoteKind.CONTACT, clerk, "Job", "Chief");
        SyncRun run = good();

        assertThat(run.updated()).isEqualTo(2);
        assertThat(run.leftOut()).isZero();
        assertThat(world.ours(side, RemoteKind.ACCOUNT, local)).containsEntry("address", "New Street");
        world.edit(side, local, "phone", "+86 10 999");
        good();
        assertThat(side.crm().get(RemoteKind.ACCOUNT, customer).fields).containsEntry("Phone", "+86 10 999");
        String late = contact("a new one", customer);
        good();
        assertThat(isHere(RemoteKind.CONTACT, late))
                .as("of a customer that is here")
                .isTrue();
        world.assertConverged(side);
    }

    @Test
    void whatIsOursGoesOutWhateverTheFilterAdmits() {
        filter(customersOnly());
        good();
        UUID ours = world.createHere(side, 1).get(0);

        SyncRun run = good();

        assertThat(run.pushed()).isEqualTo(1);
        world.quiet(side, 2);
        assertThat(side.crm().all(RemoteKind.ACCOUNT)).hasSize(1);
        FakeCrm.Stored there = side.crm().all(RemoteKind.ACCOUNT).get(0);
        assertThat(there.fields).doesNotContainKey("Stage");
        assertThat(world.local(side, RemoteKind.ACCOUNT, there.id)).isEqualTo(ours);
        world.assertConverged(side);
    }

    @Test
    void anotherFilterBringsInWhatWasLeftOutAndTakesNothingAway() {
        filter(customersOnly());
        String customer = account("customer", "Customer");
        String lead = account("lead", "Lead");
        String clerk = contact("clerk", lead);
        good();
        world.clock.advance(Duration.ofDays(3));
        world.quiet(side, 2);
        assertThat(isHere(RemoteKind.ACCOUNT, lead)).isFalse();
        assertThat(behind()).isEqualTo(1);

        filter(condition(RemoteKind.ACCOUNT, "Stage", Operator.IS_ONE_OF, "Lead", "Prospect"));
        assertThat(behind()).as("found again by the next reading").isZero();
        SyncRun run = good();

        assertThat(run.created()).isEqualTo(2);
        assertThat(isHere(RemoteKind.ACCOUNT, lead)).isTrue();
        assertThat(isHere(RemoteKind.CONTACT, clerk)).isTrue();
        assertThat(isHere(RemoteKind.ACCOUNT, customer)).as("linked before").isTrue();
        assertThat(world.count(side, "select count(*) from customer_link where deleted_at is not null"))
                .isZero();
        String never = account("never", "Lost");
        good();
        assertThat(isHere(RemoteKind.ACCOUNT, never)).isFalse();
        filter();
        good();
        assertThat(isHere(RemoteKind.ACCOUNT, never)).isTrue();
        world.assertConverged(side);
    }

    @Test
    void whatWasHeldBeforeIsLetGoOnceItIsLeftOut() {
        side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", "=1", "Stage", "Lead"));
        good();
        assertThat(world.held(side)).hasSize(1);
        filter(customersOnly());
        good();
        assertThat(world.held(side)).isEmpty();
    }

    @Test
    void aContactOfOursThatMovesToACompanyThatIsLeftOutIsHeldUntilThatComesIn() {
        filter(customersOnly());
        String customer = account("customer", "Customer");
        String lead = account("lead", "Lead");
        String clerk = contact("clerk", customer);
        good();

        side.crm().change(RemoteKind.CONTACT, clerk, "Account", lead);
        good();
        assertThat(world.held(side)).extracting(Quarantine.Entry::code).containsExactly(Deciding.ACCOUNT_LEFT_OUT);

        side.crm().change(RemoteKind.ACCOUNT, lead, "Stage", "Customer");
        good();
        assertThat(world.held(side)).isEmpty();
        world.assertConverged(side);
    }

    @Test
    void contactsHaveConditionsOfTheirOwn() {
        filter(condition(RemoteKind.CONTACT, "Job", Operator.IS_NOT, "Intern"));
        String customer = account("customer", "Customer");
        String clerk = contact("clerk", customer);
        String intern = contact("intern", customer);
        side.crm().change(RemoteKind.CONTACT, intern, "Job", "INTERN");

        assertThat(good().leftOut()).isEqualTo(1);

        assertThat(isHere(RemoteKind.CONTACT, clerk)).isTrue();
        assertThat(isHere(RemoteKind.CONTACT, intern)).isFalse();
        side.crm().change(RemoteKind.CONTACT, intern, "Job", "Clerk");
        good();
        assertThat(isHere(RemoteKind.CONTACT, intern)).isTrue();
    }

    @Test
    void aComparisonAndADryRunKnowTheFilter() {
        filter(customersOnly());
        account("customer", "Customer");
        String lead = account("lead", "Lead");
        contact("clerk", lead);

        SyncRun dry = node.drying.work(side.tenant(), node.drying.begin(side.tenant(), side.connection(), World.ANN));
        assertThat(dry.created()).isEqualTo(1);
        assertThat(dry.leftOut()).isEqualTo(2);
        assertThat(dry.quarantined()).isZero();
        assertThat(behind()).as("a dry run leaves nothing behind").isZero();
        good();

        SyncRun compared = node.reconciling.work(
                side.tenant(), node.reconciling.begin(side.tenant(), side.connection(), World.ANN));
        assertThat(compared.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(compared.changes()).isZero();
        assertThat(compared.leftOut()).isEqualTo(2);
        assertThat(compared.unchanged()).isEqualTo(1);
    }

    /** Without the condition, everything would come in that somebody keeps out. */
    @Test
    void aRunIsRefusedWhileAFieldOfTheFilterIsGoneAndOursStillGoOut() {
        filter(customersOnly(), condition(RemoteKind.ACCOUNT, "Size", Operator.AT_LEAST, "10"));
        String customer = account("customer", "Customer");
        side.crm().change(RemoteKind.ACCOUNT, customer, "Size", "10");
        account("lead", "Lead");
        good();
        UUID local = world.local(side, RemoteKind.ACCOUNT, customer);
        List<RemoteField> before = List.copyOf(side.crm().accountFields);
        side.crm().accountFields.removeIf(field -> field.name().equals("Stage"));
        world.clock.advance(Mappings.DESCRIBED_FOR.plusMinutes(1));
        side.crm().forgetCalls();

        SyncRun refused = world.pull(side);

        assertThat(refused.outcome()).isEqualTo(SyncRun.Outcome.FAILED);
        assertThat(refused.problemCode()).isEqualTo("FILTER_FIELD_GONE");
        assertThat(side.crm().calls("pull")).isZero();
        assertThat(world.count(side, "select count(*) from customer")).isEqualTo(1);
        world.edit(side, local, "phone", "+86 10 999");
        SyncRun push = node.pushing.push(side.tenant(), side.connection());
        assertThat(push.pushed()).isEqualTo(1);

        side.crm().accountFields = new ArrayList<>(before);
        good();

        side.crm().accountFields.removeIf(field -> field.name().equals("Size"));
        side.crm().accountFields.addAll(FakeCrm.fields("Size"));
        world.clock.advance(Mappings.DESCRIBED_FOR.plusMinutes(1));
        assertThat(world.pull(side).problemCode()).isEqualTo("FILTER_FIELD_RETYPED");
        filter(customersOnly());
        good();
    }

    /** Else that run would take the cursor past what it has left out under the former filter. */
    @Test
    void aRunThatIsUnderWayEndsWhenTheFilterIsChanged() {
        filter(customersOnly());
        for (int i = 0; i < 150; i++) {
            account("lead " + i, "Lead");
        }
        side.crm().forgetCalls();
        side.crm().script = call -> {
            if (call.equals("pull") && side.crm().calls("pull") == 2) {
                filter();
            }
        };
        SyncRun interrupted = world.pull(side);
        assertThat(interrupted.outcome()).isEqualTo(SyncRun.Outcome.FAILED);
        assertThat(interrupted.problemCode()).isEqualTo("INTERRUPTED");
        side.crm().script = call -> {};

        assertThat(good().created()).isEqualTo(150);
        world.assertConverged(side);
    }

    /** Such a condition holds without its field: all would come in before anybody has noticed. */
    @Test
    void aFieldIsMissedAtOnceWhereItsAbsenceWouldAdmitEverything() {
        filter(condition(RemoteKind.ACCOUNT, "Stage", Operator.IS_NOT, "Lead"));
        account("customer", "Customer");
        String lead = account("lead", "Lead");
        good();
        side.crm().all(RemoteKind.ACCOUNT).forEach(record -> {
            record.fields.remove("Stage");
            side.crm().touch(record);
        });
        side.crm().accountFields.removeIf(field -> field.name().equals("Stage"));

        assertThat(world.pull(side).problemCode()).isEqualTo("FILTER_FIELD_GONE");

        assertThat(isHere(RemoteKind.ACCOUNT, lead)).isFalse();
    }

    @Test
    void aFilterIsChangedOnTheVersionOfTheMappingThatWasSeen() {
        good();
        int seen = node.inTenant.call(side.tenant(), () -> node.mappings.version(side.connection()));
        filter(customersOnly());
        assertThat(node.inTenant.call(side.tenant(), () -> node.filters.of(side.connection())))
                .containsExactly(customersOnly());
        assertThatThrownBy(() ->
                        node.inTenant.run(side.tenant(), () -> node.filters.change(side.connection(), seen, List.of())))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(HttpProblem.STALE_VERSION));
    }
}
