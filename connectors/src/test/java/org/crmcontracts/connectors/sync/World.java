package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.mapping.FieldRule;
import org.crmcontracts.connectors.mapping.SameValue;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmTraits;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;

/** Tenants, each with a CRM and a connection to it, and what a test asks of them. */
final class World {
    /** Whoever begins what a person begins. */
    static final Actor ANN = new Actor("u1", "ann");

    final long seed = Proof.seed();
    final TestClock clock = new TestClock(Instant.parse("2026-11-25T08:00:00Z"));
    final Map<UUID, Crm> crms = new ConcurrentHashMap<>();
    final Node node;
    final List<Side> sides = new ArrayList<>();
    private static @Nullable World last;

    private final SyncTenants tenants;
    private final List<Node> nodes = new ArrayList<>();
    private int created;
    private final Map<Tenant, String> strangers = new HashMap<>();

    // What has been found, see Proof.
    int compared;
    int lost;
    int doubled;
    int foreign;

    /** One tenant and its CRM. */
    record Side(Tenant tenant, FakeCrm crm, UUID connection) {}

    World(SyncTenants tenants, int count) {
        this.tenants = tenants;
        if (last != null) {
            // With twenty seeds there are more worlds than the database has connections.
            last.nodes.forEach(Node::forgetConnections);
        }
        last = this;
        node = anotherNode();
        List<Tenant> all = new ArrayList<>(tenants.tenants());
        // The first seed is the first tenant's.
        Collections.rotate(all, (int) (1 - seed));
        for (Tenant tenant : all.subList(0, count)) {
            node.inTenant.run(tenant, () -> {
                for (String table : List.of(
                        "customer_merge",
                        "customer_duplicate",
                        "sync_stopped_deletion",
                        "sync_change",
                        "sync_conflict",
                        "sync_outbox",
                        "sync_quarantine",
                        "sync_mapping",
                        "sync_cursor",
                        "customer_link",
                        "contact",
                        "customer",
                        "sync_run",
                        "crm_session",
                        "crm_budget",
                        "crm_connection")) {
                    node.sql.update("delete from " + table);
                }
            });
            FakeCrm crm = new FakeCrm(clock, seed);
            sides.add(new Side(tenant, crm, node.connect(tenant, crm)));
        }
        if (count > 0) {
            all.subList(count, all.size()).forEach(tenant -> strangers.put(tenant, rows(tenant)));
        }
        Proof.observe(this);
    }

    static CrmTraits traits(boolean locks, boolean tellsDeletions, boolean refusesSecond) {
        return new CrmTraits(
                50, tellsDeletions, refusesSecond, locks, true, Duration.ofMinutes(2), Duration.ofSeconds(1));
    }

    /** Of tenants that have no part in the test: their rows as they were when it began. */
    private static final String ROWS =
            "select concat_ws(' ', (select count(*) || max(updated_at)::text from customer), (select count(*) from contact),"
                    + " (select count(*) from customer_link), (select count(*) from sync_run), (select count(*) from sync_outbox))";

    /** How many tenants that have no part in the test have other rows than when it began. */
    int strangersTouched() {
        return (int) strangers.entrySet().stream()
                .filter(stranger -> !stranger.getValue().equals(rows(stranger.getKey())))
                .count();
    }

    void forgetStrangers() {
        strangers.clear();
    }

    private String rows(Tenant tenant) {
        return node.inTenant.call(
                tenant, () -> node.sql.first(ROWS, row -> row.getString(1)).orElseThrow());
    }

    Side only() {
        return sides.get(0);
    }

    Node anotherNode() {
        Node another = new Node(tenants.app(), clock, crms);
        nodes.add(another);
        return another;
    }

    SyncRun pull(Side side) {
        clock.advance(Duration.ofMinutes(5));
        return node.pulling.pull(side.tenant(), side.connection());
    }

    /** Pulls that must end well. */
    void quiet(Side side, int cycles) {
        for (int i = 0; i < cycles; i++) {
            assertThat(pull(side).outcome()).isEqualTo(SyncRun.Outcome.DONE);
        }
    }

    void fill(Side side, int accounts, int contacts) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            ids.add(side.crm()
                    .create(
                            RemoteKind.ACCOUNT,
                            Map.of(
                                    "Name",
                                    side.tenant().key() + " account " + i,
                                    "Phone",
                                    "+86 10 " + (1_000_000 + i),
                                    "Industry",
                                    i % 2 == 0 ? "i1" : "i2")));
        }
        for (int i = 0; i < contacts; i++) {
            side.crm()
                    .create(
                            RemoteKind.CONTACT,
                            Map.of(
                                    "FullName",
                                    side.tenant().key() + " contact " + i,
                                    "Account",
                                    ids.get(i % ids.size()),
                                    "Mail",
                                    "c" + i + "@" + side.tenant().key() + ".example"));
        }
    }

    List<UUID> createHere(Side side, int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(node.ids.next());
        }
        node.inTenant.run(side.tenant(), () -> {
            for (UUID id : ids) {
                int i = ++created;
                node.sql.update(
                        "insert into customer (id, version, name, phone, created_at, updated_at, edited_at) values (?, 1,"
                                + " ?, ?, ?, ?, ?)",
                        id,
                        side.tenant().key() + " local " + i,
                        "+49 30 " + (1_000_000 + i),
                        clock.instant(),
                        clock.instant(),
                        clock.instant());
                node.outgoing.customerChanged(id);
            }
        });
        return ids;
    }

    void edit(Side side, UUID customer, String column, String value) {
        node.inTenant.run(side.tenant(), () -> {
            node.sql.update(
                    "update customer set version = version + 1, edited_at = ?, updated_at = ?, " + column
                            + " = ? where id = ?",
                    clock.instant(),
                    clock.instant(),
                    value,
                    customer);
            node.outgoing.customerChanged(customer);
        });
    }

    Map<String, String> ours(Side side, RemoteKind kind, UUID id) {
        return node.inTenant.call(side.tenant(), () -> Optional.ofNullable(node.ourRecords
                        .locked(side.connection(), kind, List.of(id))
                        .get(id))
                .orElseThrow()
                .fields());
    }

    UUID local(Side side, RemoteKind kind, String externalId) {
        return node.inTenant.call(side.tenant(), () -> Optional.ofNullable(node.links
                        .byExternal(side.connection(), kind, List.of(externalId))
                        .get(externalId))
                .orElseThrow()
                .localId());
    }

    List<Quarantine.Entry> held(Side side) {
        return node.inTenant.call(side.tenant(), () -> node.quarantine.all(side.connection(), 10_000));
    }

    long count(Side side, String sql) {
        return node.inTenant.call(
                side.tenant(), () -> node.sql.first(sql, row -> row.getLong(1)).orElseThrow());
    }

    String text(Side side, String sql) {
        return node.inTenant.call(
                side.tenant(),
                () -> node.sql.first(sql, row -> row.getString(1)).orElseThrow());
    }

    /** Of all that a run may change, its own row and history left out. */
    String state(Side side) {
        return text(
                side,
                "select md5(string_agg(t, '|' order by t)) from (select c::text as t from customer c union all"
                        + " select l::text from customer_link l union all select o::text from sync_outbox o union"
                        + " all select concat_ws('|', kind, committed_hwm, in_window, window_since, window_hwm,"
                        + " page_token) from sync_cursor union all select q::text from sync_quarantine q) x");
    }

    /** Both sides hold the same records with the same fields, once each, and nobody else's. */
    void assertConverged(Side side) {
        Result result = compare(side);
        compared++;
        lost += result.lost().size();
        doubled += result.duplicated().size();
        foreign += result.foreign().size();
        assertThat(result.lost()).as("lost").isEmpty();
        assertThat(result.duplicated()).as("duplicated").isEmpty();
        assertThat(result.different()).as("different").isEmpty();
        assertThat(result.foreign()).as("of another tenant").isEmpty();
    }

    record Result(List<String> lost, List<String> duplicated, List<String> different, List<String> foreign) {}

    Result compare(Side side) {
        List<String> lost = new ArrayList<>();
        List<String> duplicated = new ArrayList<>();
        List<String> different = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        List<FieldRule> rules = FakeCrm.MAPPING.stream().map(FieldRule::of).toList();
        for (RemoteKind kind : SyncSessions.KINDS) {
            FieldMap map = new FieldMap(kind, rules, kind == RemoteKind.ACCOUNT ? side.crm().accountFields : List.of());
            Map<String, Map<String, String>> theirs = new TreeMap<>();
            Set<String> names = new HashSet<>();
            for (FakeCrm.Stored stored : side.crm().all(kind)) {
                Map<String, String> fields = map.take(stored.fields).fields();
                theirs.put(stored.id, fields);
                if (!names.add(String.valueOf(fields.get("name")))) {
                    duplicated.add("there: " + fields);
                }
            }
            Map<String, Map<String, String>> ours = new HashMap<>();
            node.inTenant.run(side.tenant(), () -> {
                Map<String, Links.Link> links = node.links.byExternal(side.connection(), kind, theirs.keySet());
                links.forEach((id, link) -> ours.put(
                        id,
                        node.ourRecords
                                .locked(side.connection(), kind, List.of(link.localId()))
                                .get(link.localId())
                                .fields()));
            });
            theirs.forEach((id, fields) -> {
                Map<String, String> mine = ours.get(id);
                if (mine == null) {
                    lost.add(kind + " " + id);
                } else if (!SameValue.fingerprint(mine).equals(SameValue.fingerprint(fields))) {
                    different.add(mine + " <> " + fields);
                }
                if (!String.valueOf(fields.get("name")).startsWith(side.tenant().key() + " ")) {
                    foreign.add(fields.toString());
                }
            });
            long records = count(side, "select count(*) from " + (kind == RemoteKind.ACCOUNT ? "customer" : "contact"));
            if (records != theirs.size()) {
                duplicated.add(kind + ": " + records + " here, " + theirs.size() + " there");
            }
        }
        return new Result(lost, duplicated, different, foreign);
    }
}
