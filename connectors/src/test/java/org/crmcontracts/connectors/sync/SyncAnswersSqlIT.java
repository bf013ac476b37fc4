package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.conformance.MemoryHouse;
import org.crmcontracts.connectors.conformance.SimulatedCrm;
import org.crmcontracts.connectors.conformance.SimulatedCrm.Fault;
import org.crmcontracts.connectors.dolibarr.DolibarrConformanceTest;
import org.crmcontracts.connectors.fxiaoke.FxiaokeConformanceTest;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.crmcontracts.connectors.zoho.ZohoConformanceTest;
import org.crmcontracts.tenants.registry.Tenant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine over the real connectors, whose CRMs answer what is no answer: with status 200, mostly (F11). */
class SyncAnswersSqlIT extends Seeded {
    /** More than any connector repeats a read. */
    private static final int MANY = 30;

    /** Fxiaoke says of each error that it is a success: status 200 with a code in the body. */
    private static final List<Fault> FAULTS =
            List.of(Fault.HTML, Fault.EMPTY, Fault.WRONG_CHARSET, Fault.SERVER_ERROR, Fault.THROTTLED);

    private static SyncTenants tenants;

    enum Vendor {
        ZOHO {
            @Override
            SimulatedCrm start() {
                return new ZohoConformanceTest().start();
            }
        },
        FXIAOKE {
            @Override
            SimulatedCrm start() {
                return new FxiaokeConformanceTest().start();
            }
        },
        DOLIBARR {
            @Override
            SimulatedCrm start() {
                return new DolibarrConformanceTest().start();
            }
        };

        abstract SimulatedCrm start();
    }

    /** Lets the fault come with the write itself, whatever is read before it. */
    private record Spoiling(Crm crm, Runnable spoil) implements ForwardingCrm {
        @Override
        public List<WriteOutcome> write(RemoteKind kind, List<RemoteChange> changes) {
            spoil.run();
            return crm.write(kind, changes);
        }
    }

    @BeforeAll
    static void provision() {
        if (tenants == null) {
            tenants = SyncTenants.provision("sync_answers", 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoAnswerIsNoSuccessF11(Vendor vendor) {
        try (SimulatedCrm remote = vendor.start()) {
            World world = new World(tenants, 1);
            Tenant tenant = world.only().tenant();
            Crm crm = remote.factory().connect(remote.access(), new MemoryHouse());
            List<FieldMapping> mapping = remote.factory().usualMapping();
            UUID connection = world.node.connect(tenant, crm, mapping);
            world.node.inTenant.run(
                    tenant, () -> world.node.sql.update("update crm_connection set takes_new = (id = ?)", connection));
            World.Side side = new World.Side(tenant, world.only().crm(), connection);
            String phone = theirs(mapping, "phone");
            String first = remote.put(RemoteKind.ACCOUNT, Map.of(remote.nameField(RemoteKind.ACCOUNT), "First"));
            quiet(world, side, remote);
            UUID ours = world.local(side, RemoteKind.ACCOUNT, first);
            int records = 1;
            for (Fault fault : FAULTS) {
                remote.put(RemoteKind.ACCOUNT, Map.of(remote.nameField(RemoteKind.ACCOUNT), "There " + fault));
                remote.change(RemoteKind.ACCOUNT, first, Map.of(remote.nameField(RemoteKind.ACCOUNT), "Now " + fault));
                String before = world.state(side);
                remote.fault(MANY, fault);
                tick(world, remote);
                SyncRun pull = world.node.pulling.pull(tenant, connection);
                remote.fault(0, fault);
                assertThat(pull.outcome()).as(fault + " when read").isEqualTo(SyncRun.Outcome.FAILED);
                assertThat(world.state(side)).as(fault + " when read").isEqualTo(before);
                quiet(world, side, remote);

                String number = "+49 30 " + fault.ordinal();
                world.edit(side, ours, "phone", number);
                world.createHere(side, 1);
                world.crms.put(connection, new Spoiling(crm, () -> remote.fault(MANY, fault)));
                String base = base(world, side);
                SyncRun push = world.node.pushing.push(tenant, connection);
                remote.fault(0, fault);
                world.crms.put(connection, crm);
                assertThat(push.pushed()).as(fault + " when written").isZero();
                assertThat(base(world, side)).as(fault + " when written").isEqualTo(base);
                quiet(world, side, remote);
                quiet(world, side, remote);
                records += 2;
                assertThat(remote.ids(RemoteKind.ACCOUNT))
                        .as(fault + ": once each")
                        .hasSize(records);
                assertThat(world.count(side, "select count(*) from customer")).isEqualTo(records);
                assertThat(crm.read(RemoteKind.ACCOUNT, Set.of(first), Set.of(phone)))
                        .singleElement()
                        .satisfies(record -> assertThat(record.fields()).containsEntry(phone, number));
            }
        }
    }

    private static String theirs(List<FieldMapping> mapping, String ours) {
        return mapping.stream()
                .filter(field ->
                        field.kind() == RemoteKind.ACCOUNT && field.ours().equals(ours))
                .findFirst()
                .orElseThrow()
                .theirs();
    }

    private static void tick(World world, SimulatedCrm remote) {
        world.clock.advance(Duration.ofMinutes(10));
        remote.tick(Duration.ofMinutes(10));
    }

    private static void quiet(World world, World.Side side, SimulatedCrm remote) {
        tick(world, remote);
        assertThat(world.node.pulling.pull(side.tenant(), side.connection()).outcome())
                .isEqualTo(SyncRun.Outcome.DONE);
    }

    private static String base(World world, World.Side side) {
        return world.text(side, "select md5(string_agg(l::text, '|' order by l::text)) from customer_link l");
    }
}
