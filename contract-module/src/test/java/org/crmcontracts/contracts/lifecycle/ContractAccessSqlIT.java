package org.crmcontracts.contracts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.HostPerson;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.identity.Scope;
import org.crmcontracts.tenants.people.SqlCondition;
import org.crmcontracts.tenants.provisioning.IssuerSpec;
import org.crmcontracts.tenants.provisioning.NewTenant;
import org.crmcontracts.tenants.provisioning.Provisioning;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a list shows is what the policy allows of each contract one by one, whoever asks and whatever is there. */
class ContractAccessSqlIT {
    private static final int PEOPLE = 8;
    private static final int CONTRACTS = 60;
    private static final int CALLERS = 250;
    private static final List<Role> LANES = List.of(Role.LEGAL, Role.FINANCE, Role.BUSINESS, Role.EXECUTIVE);
    private static final long SEED = new Random().nextLong();

    private static final Random RANDOM = new Random(SEED);
    private static Tenant tenant;
    private static final List<UUID> TEAMS = new ArrayList<>();
    private static final Map<String, Set<UUID>> TEAMS_OF = new HashMap<>();

    @BeforeAll
    static void fill() throws SQLException {
        EmbeddedDatabase.start();
        EmbeddedDatabase.createDatabase("access");
        Provisioning provisioning = new Provisioning(EmbeddedDatabase.admin("access"), "access_app");
        provisioning.ensureAppRole("a");
        provisioning.migratePlatform();
        tenant = provisioning.provision(new NewTenant(
                "access",
                "Access",
                Locale.ENGLISH,
                ZoneId.of("UTC"),
                "EUR",
                new IssuerSpec("https://access.example", "a", "{\"keys\":[]}", List.of())));
        try (Connection connection = connection()) {
            people(connection);
            for (int i = 0; i < CONTRACTS; i++) {
                contract(connection, i);
            }
        }
    }

    private static Connection connection() throws SQLException {
        Connection connection = EmbeddedDatabase.admin("access").getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set search_path to " + tenant.schemaName());
        }
        return connection;
    }

    private static void people(Connection connection) throws SQLException {
        for (int i = 0; i < PEOPLE; i++) {
            run(
                    connection,
                    "insert into person values (?, 0, ?, now(), now(), '{}', cast(? as text[]), null)",
                    "u" + i,
                    "U " + i,
                    RANDOM.nextInt(3) == 0 ? "{north}" : "{}");
        }
        for (int i = 0; i < 3; i++) {
            UUID team = new UUID(1, i);
            TEAMS.add(team);
            // The last two people are in no team, unless the host puts them into one.
            run(
                    connection,
                    "insert into team values (?, 0, ?, ?)",
                    team,
                    "Team " + i,
                    RANDOM.nextBoolean() ? "u" + RANDOM.nextInt(PEOPLE - 2) : null);
            for (int user = 0; user < PEOPLE - 2; user++) {
                if (RANDOM.nextInt(3) == 0) {
                    run(connection, "insert into team_member values (?, ?)", team, "u" + user);
                }
            }
        }
        run(connection, "insert into team_mapping values ('north', ?)", TEAMS.get(0));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select user_id, team_id from team_member"
                        + " union select lead_user_id, id from team where lead_user_id is not null"
                        + " union select user_id, '" + TEAMS.get(0)
                        + "' from person where 'north' = any (host_teams)")) {
            while (rows.next()) {
                TEAMS_OF.computeIfAbsent(rows.getString(1), user -> new HashSet<>())
                        .add(rows.getObject(2, UUID.class));
            }
        }
    }

    private static void contract(Connection connection, int number) throws SQLException {
        UUID id = new UUID(2, number);
        LifecycleState[] states = LifecycleState.values();
        run(
                connection,
                "insert into contract (id, version, number, type_key, title, state, our_party, customer_id,"
                        + " counterparty_name, amount, currency, owner_id, owner_name, created_at, updated_at)"
                        + " values (?, 1, ?, 'sales', 'T', ?, 'We', ?, 'They', 10, 'EUR', ?, 'O', now(), now())",
                id,
                "N" + number,
                states[RANDOM.nextInt(states.length)].name(),
                id,
                "u" + RANDOM.nextInt(PEOPLE));
        if (RANDOM.nextBoolean()) {
            run(connection, "insert into contract_version values (?, ?, 1, '{}', 'h', 'x', now())", id, id);
            run(
                    connection,
                    "insert into approval_instance values (?, ?, ?, 1, 'OPEN', 'h', 'x', 'X', now(), null)",
                    id,
                    id,
                    id);
            for (Role lane : LANES) {
                boolean decided = RANDOM.nextInt(3) == 0;
                run(
                        connection,
                        "insert into approval_task (id, version, instance_id, lane, state, decided_by_id)"
                                + " values (?, 1, ?, ?, ?, ?)",
                        new UUID(number + 10, lane.ordinal()),
                        id,
                        lane.name(),
                        decided ? "APPROVED" : RANDOM.nextBoolean() ? "OPEN" : "WAITING",
                        decided ? "u" + RANDOM.nextInt(PEOPLE) : null);
            }
        }
    }

    private static Caller caller() {
        String user = "u" + RANDOM.nextInt(PEOPLE);
        Map<Role, Scope> grants = new EnumMap<>(Role.class);
        for (int i = RANDOM.nextInt(3); i >= 0; i--) {
            Role role = Role.values()[RANDOM.nextInt(Role.values().length)];
            Scope scope = RANDOM.nextBoolean() ? role.defaultScope() : Scope.values()[RANDOM.nextInt(4)];
            grants.merge(role, scope, Scope::or);
        }
        boolean teams = RANDOM.nextInt(5) > 0;
        return new Caller(
                new HostPerson(tenant, user, user, Set.of(), Set.of()),
                grants,
                teams ? TEAMS_OF.getOrDefault(user, Set.of()) : Set.of(),
                teams);
    }

    @Test
    void listsShowWhatThePolicyAllowsOneByOne() throws SQLException {
        int shown = 0;
        int hidden = 0;
        int masked = 0;
        try (Connection connection = connection()) {
            for (int i = 0; i < CALLERS; i++) {
                Caller caller = caller();
                Set<UUID> visible = ids(connection, ContractAccess.visible(caller));
                Set<UUID> withAmount = ids(
                        connection,
                        ContractAccess.visible(caller).and(ContractAccess.shows(caller, ContractAction.AMOUNT)));
                for (int number = 0; number < CONTRACTS; number++) {
                    UUID id = new UUID(2, number);
                    Access access = access(connection, caller, id);
                    String what = "seed " + SEED + ": " + caller.userId() + caller.grants() + " " + access.facts();
                    assertThat(visible.contains(id)).as(what).isEqualTo(access.isVisible());
                    boolean amount = access.isVisible() && !access.masked().contains(ContractAction.AMOUNT);
                    assertThat(withAmount.contains(id)).as(what).isEqualTo(amount);
                    shown += amount ? 1 : 0;
                    masked += access.isVisible() && !amount ? 1 : 0;
                    hidden += access.isVisible() ? 0 : 1;
                }
            }
        }
        // A test in which everybody sees everything, or nothing, would show nothing.
        assertThat(List.of(shown, masked, hidden)).allMatch(count -> count > 100);
    }

    private static Access access(Connection connection, Caller caller, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ContractAccess.FACTS)) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return ContractAccess.access(caller, row);
            }
        }
    }

    private static Set<UUID> ids(Connection connection, SqlCondition condition) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select c.id from contract c where " + condition.sql())) {
            for (int i = 0; i < condition.values().size(); i++) {
                select.setObject(i + 1, condition.values().get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                Set<UUID> found = new HashSet<>();
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
                return found;
            }
        }
    }

    private static void run(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
