package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crmcontracts.connectors.mapping.FieldRule;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.FieldMapping.Owner;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.sync.CrmUsers.CrmUser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The CRM's users, on a real database. */
class CrmUsersSqlIT {
    private static SyncTenants tenants;

    private World world;
    private World.Side side;
    private Node node;

    @BeforeAll
    static void provision() {
        tenants = SyncTenants.provision("crm_users", 1);
    }

    @BeforeEach
    void begin() {
        world = new World(tenants, 1);
        side = world.only();
        node = world.node;
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
