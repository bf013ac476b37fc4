package org.crmcontracts.tenants.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.HostPerson;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.identity.Scope;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static final UUID NORTH = new UUID(7, 1);
    private static final UUID SOUTH = new UUID(7, 2);
    private static final Tenant TENANT = new Tenant(
            new UUID(7, 0),
            "one",
            "One",
            "t_one",
            "t_one",
            TenantState.ACTIVE,
            Locale.ENGLISH,
            ZoneId.of("UTC"),
            "EUR",
            null,
            null,
            null,
            "home");

    private static Caller caller(String user, Map<Role, Scope> grants, Set<UUID> teams, boolean tenantHasTeams) {
        return new Caller(new HostPerson(TENANT, user, user, Set.of(), Set.of()), grants, teams, tenantHasTeams);
    }

    private static Caller of(Role role, UUID... teams) {
        return caller("me", Map.of(role, role.defaultScope()), Set.of(teams), true);
    }

    private static Facts facts(String owner, UUID... teams) {
        return new Facts(owner, Set.of(teams), Set.of(), Set.of());
    }

    private static boolean may(Caller caller, String action, Facts facts) {
        return Policy.decide(caller, action, facts).allowed();
    }

    @Test
    void salesSeeTheirOwnAndTheirTeamsOnlyIfMappedSo() {
        assertThat(may(of(Role.SALES, NORTH), "contract.read", facts("me", NORTH)))
                .isTrue();
        assertThat(may(of(Role.SALES, NORTH), "contract.read", facts("mate", NORTH)))
                .isFalse();
        Caller wider = caller("me", Map.of(Role.SALES, Scope.TEAM), Set.of(NORTH), true);
        assertThat(may(wider, "contract.submit", facts("mate", NORTH))).isTrue();
        assertThat(may(wider, "contract.submit", facts("other", SOUTH))).isFalse();
    }

    @Test
    void whereThereAreNoTeamsATeamIsEverybody() {
        Caller owner = caller("me", Map.of(Role.BUSINESS, Scope.TEAM), Set.of(), false);
        Decision decision = Policy.decide(owner, "contract.read", facts("other"));
        assertThat(decision.allowed()).isTrue();
        assertThat(decision.trace()).extracting(Decision.Step::rule).contains(Decision.Rule.NO_TEAMS);
        assertThat(Policy.reach(owner, () -> "contract.read").scope()).isEqualTo(Scope.ALL);
    }

    @Test
    void recordsSeeTheContractWithoutItsSumsAndNoDraft() {
        Decision decision = Policy.decide(of(Role.RECORDS), "contract.read", facts("other"));
        assertThat(decision.allowed()).isTrue();
        assertThat(decision.masked()).containsExactly("amount", "payments");
        assertThat(may(of(Role.RECORDS), "contract.draft.read", facts("other"))).isFalse();
    }

    @Test
    void aFieldIsMaskedOnlyIfNoRoleShowsIt() {
        Caller both = caller("me", Map.of(Role.RECORDS, Scope.ALL, Role.SALES, Scope.OWN), Set.of(), true);
        assertThat(Policy.decide(both, "contract.read", facts("me")).masked()).isEmpty();
        assertThat(Policy.decide(both, "contract.read", facts("other")).masked())
                .containsExactly("amount", "payments");
    }

    @Test
    void aTenantsAdministratorReadsNoContract() {
        assertThat(may(of(Role.ADMIN), "contract.read", facts("me"))).isFalse();
        assertThat(may(of(Role.ADMIN), "people.manage", facts("me"))).isTrue();
    }

    @Test
    void aTaskOfATeamlessOwnerIsAnybodysOfTheRole() {
        Facts open = new Facts("free", Set.of(), Set.of(Role.BUSINESS), Set.of());
        assertThat(may(of(Role.BUSINESS, NORTH), "contract.read", open)).isTrue();
        assertThat(may(of(Role.BUSINESS, NORTH), "contract.decide", open)).isTrue();
        assertThat(may(of(Role.BUSINESS, NORTH), "contract.update", open)).isFalse();
        assertThat(may(of(Role.BUSINESS, NORTH), "contract.read", facts("free")))
                .isFalse();
        Facts southern = new Facts("them", Set.of(SOUTH), Set.of(Role.BUSINESS), Set.of());
        assertThat(may(of(Role.BUSINESS, NORTH), "contract.decide", southern)).isFalse();
    }

    @Test
    void whoHasDecidedATaskKeepsReading() {
        Facts decided = new Facts("free", Set.of(SOUTH), Set.of(), Set.of("me"));
        assertThat(may(of(Role.BUSINESS, NORTH), "contract.read", decided)).isTrue();
        assertThat(may(of(Role.BUSINESS, NORTH), "contract.decide", decided)).isFalse();
        assertThat(may(of(Role.SALES, NORTH), "contract.read", decided)).isFalse();
    }

    @Property
    void anotherRoleNeverTakesAnythingAway(
            @ForAll("callers") Caller caller, @ForAll Role added, @ForAll Scope scope, @ForAll("facts") Facts facts) {
        Map<Role, Scope> more = new EnumMap<>(Role.class);
        more.putAll(caller.grants());
        more.merge(added, scope, Scope::or);
        Caller wider = caller(caller.userId(), more, caller.teams(), caller.tenantHasTeams());
        for (String action : Permissions.actions()) {
            Decision before = Policy.decide(caller, action, facts);
            Decision after = Policy.decide(wider, action, facts);
            if (before.allowed()) {
                assertThat(after.allowed()).as(action).isTrue();
                assertThat(before.masked()).as(action).containsAll(after.masked());
            }
        }
    }

    @Property
    void theTraceIsTheReason(@ForAll("callers") Caller caller, @ForAll("facts") Facts facts) {
        for (String action : Permissions.actions()) {
            Decision decision = Policy.decide(caller, action, facts);
            assertThat(decision.trace()).isNotEmpty();
            assertThat(decision.trace().stream()
                            .anyMatch(step -> step.holds() && step.subject().equals(action)))
                    .isEqualTo(decision.allowed());
            for (String field : Permissions.fields(action)) {
                boolean shown = decision.trace().stream()
                        .anyMatch(step -> step.holds() && step.subject().equals(action + ":" + field));
                assertThat(decision.allowed() && !decision.masked().contains(field))
                        .isEqualTo(shown);
            }
        }
    }

    @Provide
    Arbitrary<Caller> callers() {
        return Combinators.combine(
                        Arbitraries.maps(Arbitraries.of(Role.class), Arbitraries.of(Scope.class))
                                .ofMaxSize(3),
                        teams(),
                        Arbitraries.of(true, false))
                .as((grants, teams, any) -> caller("me", grants, any ? teams : Set.of(), any));
    }

    @Provide
    Arbitrary<Facts> facts() {
        return Combinators.combine(
                        Arbitraries.of("me", "mate", "other"),
                        teams(),
                        Arbitraries.of(Role.class).set().ofMaxSize(3),
                        Arbitraries.of("me", "mate").set().ofMaxSize(2))
                .as(Facts::new);
    }

    private static Arbitrary<Set<UUID>> teams() {
        return Arbitraries.of(NORTH, SOUTH).set().ofMaxSize(2).map(HashSet::new);
    }
}
