package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fields that are emptied on one side. */
class SyncEmptyingSqlIT extends Seeded {
    private static SyncTenants tenants;

    private World world;
    private World.Side side;
    private Node node;

    @BeforeAll
    static void provision() {
        if (tenants == null) {
            tenants = SyncTenants.provision("sync_emptying", 3);
        }
    }

    @BeforeEach
    void begin() {
        world = new World(tenants, 1);
        side = world.only();
        node = world.node;
    }

    private FakeCrm.Stored record(int index) {
        return side.crm().all(RemoteKind.ACCOUNT).get(index);
    }

    private UUID local(int index) {
        return world.local(side, RemoteKind.ACCOUNT, record(index).id);
    }

    @Test
    void whatAPersonEmptiesHereIsEmptiedThere() {
        world.fill(side, 3, 0);
        world.quiet(side, 1);
        world.edit(side, local(0), "phone", null);
        // Both: the field is ours to decide, and a person's.
        world.edit(side, local(1), "phone", null);
        side.crm().change(RemoteKind.ACCOUNT, record(1).id, "Phone", "222");
        side.crm().change(RemoteKind.ACCOUNT, record(2).id, "Code", "B");
        world.quiet(side, 1);
        world.edit(side, local(2), "registration_number", null);
        side.crm().change(RemoteKind.ACCOUNT, record(2).id, "Code", "B2");
        world.quiet(side, 2);
        assertThat(record(0).fields).doesNotContainKey("Phone");
        assertThat(record(1).fields).doesNotContainKey("Phone");
        UUID conflict = node.inTenant
                .call(side.tenant(), () -> node.conflicts.open(side.connection(), 10))
                .get(0)
                .id();
        node.inTenant.run(
                side.tenant(),
                () -> node.deciding.decide(
                        side.connection(), conflict, DecidingConflicts.Decision.OURS, null, false, "ann"));
        world.quiet(side, 2);
        assertThat(record(2).fields).doesNotContainKey("Code");
        world.assertConverged(side);
    }

    @Test
    void whatTheCrmShowsEmptyEmptiesNothingHere() {
        world.fill(side, 1, 0);
        world.quiet(side, 1);
        record(0).fields.remove("Phone");
        side.crm().touch(record(0));
        world.quiet(side, 2);
        assertThat(world.ours(side, RemoteKind.ACCOUNT, local(0))).containsKey("phone");
    }

    /** Its customer is one that this CRM does not know: that empties nothing there. */
    @Test
    void aContactOfAnUnknownCustomerKeepsItsAccountThere() {
        world.fill(side, 1, 1);
        world.quiet(side, 1);
        FakeCrm.Stored contact = side.crm().all(RemoteKind.CONTACT).get(0);
        UUID ours = world.local(side, RemoteKind.CONTACT, contact.id);
        node.inTenant.run(side.tenant(), () -> {
            UUID unknown = node.ids.next();
            node.sql.update(
                    "insert into customer (id, version, name, created_at, updated_at) values (?, 1, 'u', now(), now())",
                    unknown);
            node.sql.update("update contact set customer_id = ?, title = 'Boss' where id = ?", unknown, ours);
            node.outgoing.contactChanged(ours);
        });
        world.quiet(side, 2);
        assertThat(contact.fields).containsEntry("Job", "Boss").containsKey("Account");
    }
}
