package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmcontracts.connectors.customer.CustomerContracts;
import org.crmcontracts.connectors.mapping.FieldRule;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.FieldMapping.Owner;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contracts on the accounts of a CRM, on a real database. */
class ContractsSqlIT extends OneSide {
    @BeforeEach
    void begin() {
        side.crm().accountFields.addAll(FakeCrm.fields("CStatus", "CCount", "CAmount", "CAmounts", "CLink"));
        world.fill(side, 12, 0);
        world.quiet(side, 1);
    }

    private void mapContracts() {
        List<FieldRule> rules =
                new ArrayList<>(FakeCrm.MAPPING.stream().map(FieldRule::of).toList());
        Map.of(
                        OurContracts.STATUS, "CStatus",
                        OurContracts.IN_FORCE, "CCount",
                        OurContracts.AMOUNT, "CAmount",
                        OurContracts.AMOUNTS, "CAmounts",
                        OurContracts.LINK, "CLink")
                .forEach((ours, theirs) ->
                        rules.add(FieldRule.of(new FieldMapping(RemoteKind.ACCOUNT, ours, theirs, Owner.LOCAL))));
        node.inTenant.run(side.tenant(), () -> {
            node.mappings.change(side.connection(), rules);
            node.ourContracts.offer(side.connection());
        });
    }

    private FakeCrm.Stored account(int index) {
        return side.crm().all(RemoteKind.ACCOUNT).get(index);
    }

    private UUID local(int index) {
        return world.local(side, RemoteKind.ACCOUNT, account(index).id);
    }

    private void contracts(int index, String status, int inForce, String yuan) {
        UUID customer = local(index);
        TreeMap<String, BigDecimal> amounts = new TreeMap<>();
        if (inForce > 0) {
            amounts.put("CNY", new BigDecimal(yuan));
            amounts.put("USD", new BigDecimal("500.00"));
        }
        node.contracts.put(
                customer,
                new CustomerContracts.Summary(
                        status, inForce, "CNY", amounts, "https://contracts.example/#/customers/" + customer));
        node.inTenant.run(side.tenant(), () -> node.outgoing.contractsChanged(customer));
    }

    private int writesOf(int cycles) {
        side.crm().forgetCalls();
        world.quiet(side, cycles);
        return side.crm().calls("write");
    }

    @Test
    void whatContractsTellIsWrittenOnceTurnedOnAndThenKeptInStep() {
        contracts(0, "Active", 2, "1200.00");
        assertThat(node.jobs).as("nobody has turned it on").isEmpty();
        assertThat(writesOf(2)).isZero();

        mapContracts();
        assertThat(node.jobs).as("it is sent at once").contains("sync.push");
        world.quiet(side, 1);
        assertThat(account(0).fields)
                .containsEntry("CStatus", "Active")
                .containsEntry("CCount", "2")
                .containsEntry("CAmount", "1200.00")
                .containsEntry("CAmounts", "CNY 1200.00, USD 500.00")
                .containsEntry("CLink", "https://contracts.example/#/customers/" + local(0));
        assertThat(account(1).fields).doesNotContainKeys("CStatus", "CCount", "CAmount", "CAmounts", "CLink");
        assertThat(writesOf(10)).as("no echo").isZero();

        contracts(1, "In review", 0, "0");
        contracts(0, "Completed", 1, "1000.00");
        world.quiet(side, 1);
        assertThat(account(1).fields).containsEntry("CStatus", "In review").containsEntry("CAmount", "0");
        assertThat(account(0).fields).containsEntry("CStatus", "Completed").containsEntry("CAmount", "1000.00");
        assertThat(writesOf(10)).isZero();
    }

    @Test
    void whatSomebodyEntersThereIsOverwrittenAndNeverTaken() {
        contracts(0, "Active", 1, "10.00");
        mapContracts();
        world.quiet(side, 1);
        long version = world.count(side, "select sum(version) from customer");

        side.crm().change(RemoteKind.ACCOUNT, account(0).id, "CAmount", "999999");
        world.quiet(side, 2);
        assertThat(account(0).fields).containsEntry("CAmount", "10.00");
        assertThat(world.count(side, "select count(*) from sync_conflict")).isZero();
        assertThat(world.count(
                        side, "select count(*) from sync_change where field like 'contracts.%' and side = 'LOCAL'"))
                .as("nothing of ours was changed by it")
                .isZero();
        assertThat(world.count(side, "select sum(version) from customer")).isLessThanOrEqualTo(version + 1);
        assertThat(writesOf(10)).isZero();
    }

    @Test
    void aCustomerWithoutContractsAnyMoreShowsNone() {
        contracts(0, "Draft", 0, "0");
        mapContracts();
        world.quiet(side, 1);
        assertThat(account(0).fields).containsEntry("CStatus", "Draft");

        UUID customer = local(0);
        node.contracts.remove(customer);
        node.inTenant.run(side.tenant(), () -> node.outgoing.contractsChanged(customer));
        world.quiet(side, 1);
        assertThat(account(0).fields).doesNotContainKeys("CStatus", "CCount", "CAmount", "CLink");
        assertThat(writesOf(10)).isZero();
    }

    @Test
    void aLostAnswerIsLookedUpAndNothingIsSentTwice() {
        mapContracts();
        world.quiet(side, 1);
        AtomicInteger lost = new AtomicInteger();
        side.crm().fates = change -> lost.incrementAndGet() <= 5 ? FakeCrm.Fate.ANSWER_LOST : FakeCrm.Fate.DONE;
        for (int i = 0; i < 12; i++) {
            contracts(i, "Active", 1, (i + 1) + ".00");
        }
        world.quiet(side, 3);
        for (int i = 0; i < 12; i++) {
            assertThat(account(i).fields).containsEntry("CAmount", (i + 1) + ".00");
        }
        assertThat(lost.get()).isEqualTo(12);
        assertThat(side.crm().all(RemoteKind.ACCOUNT)).hasSize(12);
        assertThat(writesOf(10)).isZero();
    }

    @Test
    void anUndoneRunLeavesWhatContractsTell() {
        contracts(0, "Active", 1, "10.00");
        mapContracts();
        SyncRun run = world.pull(side);
        assertThat(account(0).fields).containsEntry("CAmount", "10.00");
        SyncRun undo = node.undoing.work(
                side.tenant(), node.undoing.begin(side.tenant(), side.connection(), run.id(), World.ANN));
        assertThat(undo.outcome()).isEqualTo(SyncRun.Outcome.DONE);
        assertThat(node.inTenant.call(side.tenant(), () -> node.runs.changes(undo.id(), 0, 1_000)))
                .noneMatch(change -> change.field().startsWith(FieldMapping.CONTRACTS));
        world.quiet(side, 1);
        assertThat(account(0).fields).containsEntry("CAmount", "10.00");
    }
}
