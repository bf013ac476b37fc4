package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.customer.CustomerRig;
import org.crmcontracts.connectors.customer.IdentityLink;
import org.crmcontracts.connectors.mapping.FieldRule;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.FieldMapping.Owner;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.sync.CrmUsers.CrmUser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The CRM's users, on a real database. */
class CrmUsersSqlIT extends OneSide {
    @BeforeEach
    void begin() {
        List<FieldRule> rules =
                new ArrayList<>(FakeCrm.MAPPING.stream().map(FieldRule::of).toList());
        Map.of("name", "UserName", "email", "UserMail", "active", "Works")
                .forEach((ours, theirs) ->
                        rules.add(FieldRule.of(new FieldMapping(RemoteKind.USER, ours, theirs, Owner.REMOTE))));
        node.inTenant.run(side.tenant(), () -> node.mappings.change(side.connection(), rules));
        world.fill(side, 2, 0);
    }

    private String user(String name, String works) {
        return side.crm()
                .create(
                        RemoteKind.USER,
                        Map.of(
                                "UserName",
                                name,
                                "UserMail",
                                name.toLowerCase(java.util.Locale.ROOT) + "@crm.example",
                                "Works",
                                works));
    }

    private List<CrmUser> users() {
        return node.inTenant.call(side.tenant(), () -> node.users.of(side.connection(), 1_000));
    }

    @Test
    void areReadWithTheirNamesAndNoMoreOftenThanNeeded() {
        String ada = user("Ada", "true");
        String bob = user("Bob", "false");
        world.quiet(side, 1);
        assertThat(users())
                .containsExactly(
                        new CrmUser(ada, "Ada", "ada@crm.example", true),
                        new CrmUser(bob, "Bob", "bob@crm.example", false));

        side.crm().change(RemoteKind.USER, ada, "UserName", "Ada Lovelace");
        world.quiet(side, 1);
        assertThat(users()).first().returns("Ada", CrmUser::name);
        world.clock.advance(Duration.ofHours(6));
        world.quiet(side, 1);
        assertThat(users()).first().returns("Ada Lovelace", CrmUser::name);
    }

    @Test
    void whoIsNotListedAnyMoreStaysKnownAsGone() {
        String ada = user("Ada", "true");
        user("Bob", "true");
        world.quiet(side, 1);
        side.crm().delete(RemoteKind.USER, ada);
        world.clock.advance(Duration.ofHours(6));
        world.quiet(side, 1);
        assertThat(users()).extracting(CrmUser::active).containsExactly(false, true);
    }

    @Test
    void manyPagesOfUsersAreReadWhole() {
        for (int i = 0; i < 120; i++) {
            user("User " + i, "true");
        }
        world.quiet(side, 1);
        assertThat(users()).hasSize(120).allMatch(CrmUser::active);
    }

    private IdentityLink.@Nullable Owner owner(String externalId) {
        CustomerRig rig = new CustomerRig(node.sql, world.clock, node.ids, node.outgoing, List.of());
        UUID local = world.local(side, RemoteKind.ACCOUNT, externalId);
        return node.inTenant
                .call(side.tenant(), () -> rig.records.view(local))
                .links()
                .get(0)
                .owner();
    }

    @Test
    void aCustomersRecordIsOwnedByANameOrElseByAnId() {
        side.crm()
                .accountFields
                .add(new RemoteField("OwnerId", "Owner", RemoteField.Type.REFERENCE, true, false, null, Map.of()));
        String ada = user("Ada", "true");
        String bob = user("Bob", "false");
        String first = side.crm().all(RemoteKind.ACCOUNT).get(0).id;
        String second = side.crm().all(RemoteKind.ACCOUNT).get(1).id;
        side.crm().change(RemoteKind.ACCOUNT, first, "OwnerId", ada);
        side.crm().change(RemoteKind.ACCOUNT, second, "OwnerId", "U-unknown");
        world.quiet(side, 1);
        assertThat(owner(first)).isEqualTo(new IdentityLink.Owner(ada, "Ada", true));
        assertThat(owner(second)).isEqualTo(new IdentityLink.Owner("U-unknown", null, true));

        // Nothing else of the record changes.
        side.crm().change(RemoteKind.ACCOUNT, first, "OwnerId", bob);
        side.crm().get(RemoteKind.ACCOUNT, second).fields.remove("OwnerId");
        side.crm().touch(side.crm().get(RemoteKind.ACCOUNT, second));
        SyncRun run = world.pull(side);
        assertThat(run.updated()).isZero();
        assertThat(owner(first)).isEqualTo(new IdentityLink.Owner(bob, "Bob", false));
        assertThat(owner(second)).isNull();

        // As links are that were made before owners were kept.
        node.inTenant.run(side.tenant(), () -> node.sql.update("update customer_link set owner_id = null"));
        node.pulling.work(side.tenant(), node.pulling.begin(side.tenant(), side.connection(), true, World.ANN));
        assertThat(owner(first)).isEqualTo(new IdentityLink.Owner(bob, "Bob", false));
        world.assertConverged(side);
    }

    @Test
    void aCrmThatTellsNoOwnersHasNone() {
        world.quiet(side, 1);
        assertThat(owner(side.crm().all(RemoteKind.ACCOUNT).get(0).id)).isNull();
    }

    @Test
    void anAccessThatMayNotReadUsersReadsCustomersAllTheSame() {
        user("Ada", "true");
        side.crm().script = call -> {
            if (call.equals("pull") && side.crm().calls("pull") == 1) {
                throw new org.crmcontracts.connectors.spi.CrmRefusal(
                        org.crmcontracts.connectors.spi.CrmRefusal.Reason.NEEDS_RECONNECT, "NO_PERMISSION", "no");
            }
        };
        side.crm().forgetCalls();
        world.quiet(side, 1);
        assertThat(users()).isEmpty();
        world.assertConverged(side);
    }
}
