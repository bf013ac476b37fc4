package org.crmcontracts.connectors.sync;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.crmcontracts.connectors.customer.CustomerProblem;
import org.crmcontracts.connectors.customer.MergeListener;
import org.crmcontracts.connectors.mapping.SameValue;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/**
 * Lets the CRMs' records of a merged customer feed the survivor. Of two records in one CRM the merged customer's becomes
 * an alias: it is read, and never written to, so that the CRM's two records do not overwrite each other through us.
 */
@ApplicationScoped
class MergingLinks implements MergeListener {
    private static final TypeReference<List<Moved>> MOVED = new TypeReference<>() {};

    /** Exactly one link of a customer in a CRM is none of its aliases; the customer stands twice. */
    private static final String ONE_OF_EACH =
            """
            update customer_link l set alias = false from (
                select connection_id, min(external_id) as external_id from customer_link
                 where kind = 'ACCOUNT' and local_id = ? group by connection_id having bool_and(alias)) f
             where l.kind = 'ACCOUNT' and l.local_id = ? and l.connection_id = f.connection_id
               and l.external_id = f.external_id
            """;

    @Inject
    TenantSql sql;

    @Inject
    Links links;

    @Inject
    Clock clock;

    /**
     * A link that went to the survivor.
     *
     * @param base what both sides held then; null where old code made the link
     */
    record Moved(UUID connection, String externalId, @Nullable Map<String, String> base) {}

    @Override
    public String name() {
        return "links";
    }

    /** Every page of a pull holds its connection: none is being written meanwhile. */
    @Override
    public void lock() {
        sql.query("select id from crm_connection order by id for update", row -> row.getObject(1, UUID.class));
    }

    @Override
    public String merged(UUID survivor, UUID merged, Caller caller) {
        refuseWhileSent(survivor, merged);
        List<Moved> moved = sql.query(
                "select connection_id, external_id, base from customer_link where kind = 'ACCOUNT' and local_id = ?"
                        + " order by connection_id, external_id",
                row -> {
                    String base = row.getString("base");
                    return new Moved(
                            row.getObject("connection_id", UUID.class),
                            row.getString("external_id"),
                            base == null ? null : Links.fields(base));
                },
                merged);
        sql.update(
                "update customer_link l set local_id = ?, alias = l.alias or exists (select 1 from customer_link p where"
                        + " p.connection_id = l.connection_id and p.kind = 'ACCOUNT' and p.local_id = ? and not p.alias)"
                        + " where l.kind = 'ACCOUNT' and l.local_id = ?",
                survivor,
                survivor,
                merged);
        moved.forEach(link -> links.promote(link.connection(), RemoteKind.ACCOUNT));
        sql.update("delete from sync_outbox where kind = 'ACCOUNT' and local_id = ?", merged);
        sql.update(
                "delete from sync_quarantine where kind = 'ACCOUNT' and direction = 'OUT' and external_id = ?",
                merged.toString());
        sql.update(
                "update sync_conflict set decision = 'SUPERSEDED', decided_at = ?, decided_by = ? where kind = 'ACCOUNT' and"
                        + " local_id in (?, ?) and decision is null",
                clock.instant(),
                caller.userId(),
                survivor,
                merged);
        return Json.text(moved);
    }

    /** What is on its way to a CRM comes back to the customer it was sent for. */
    private void refuseWhileSent(UUID one, UUID other) {
        boolean sent = sql
                .query(
                        "select state from sync_outbox where kind = 'ACCOUNT' and local_id in (?, ?) order by connection_id,"
                                + " local_id for update",
                        row -> row.getString(1),
                        one,
                        other)
                .stream()
                .anyMatch(state -> state.equals("SENT") || state.equals("UNKNOWN"));
        if (sent) {
            throw new Problem(CustomerProblem.CUSTOMER_BEING_SENT);
        }
    }

    @Override
    public void undone(UUID survivor, UUID merged, String text, Caller caller) {
        refuseWhileSent(survivor, merged);
        List<Moved> moved = Json.read(text, MOVED);
        Map<String, String> ours = fields(survivor);
        for (Moved link : moved) {
            Map<String, String> now = sql.first(
                            "select base from customer_link where connection_id = ? and kind = 'ACCOUNT' and external_id = ?"
                                    + " and local_id = ?",
                            row -> row.getString(1) == null ? Map.<String, String>of() : Links.fields(row.getString(1)),
                            link.connection(),
                            link.externalId(),
                            survivor)
                    .orElseThrow(() -> new Problem(CustomerProblem.MERGE_CHANGED_SINCE, Map.of("fields", "")));
            List<String> changed = changedThere(link.base() == null ? Map.of() : link.base(), now, ours);
            if (!changed.isEmpty()) {
                throw new Problem(CustomerProblem.MERGE_CHANGED_SINCE, Map.of("fields", String.join(", ", changed)));
            }
        }
        for (Moved link : moved) {
            // Contacts that came with the record since go with it.
            sql.update(
                    "update contact k set customer_id = ? from customer_link o where k.customer_id = ? and o.local_id = k.id"
                            + " and o.kind = 'CONTACT' and o.connection_id = ? and o.base ->> 'account' = ?",
                    merged,
                    survivor,
                    link.connection(),
                    link.externalId());
            sql.update(
                    "update customer_link set local_id = ?, alias = true where connection_id = ? and kind = 'ACCOUNT' and"
                            + " external_id = ?",
                    merged,
                    link.connection(),
                    link.externalId());
        }
        sql.update(ONE_OF_EACH, merged, merged);
        sql.update(ONE_OF_EACH, survivor, survivor);
    }

    /** Fields that the CRM has changed since: to neither what it had nor what the survivor gave it. Pure. */
    static List<String> changedThere(
            Map<String, String> before, Map<String, String> now, Map<String, String> survivor) {
        TreeSet<String> fields = new TreeSet<>(before.keySet());
        fields.addAll(now.keySet());
        return fields.stream()
                .filter(field -> !SameValue.same(field, now.get(field), before.get(field))
                        && !SameValue.same(field, now.get(field), survivor.get(field)))
                .toList();
    }

    private Map<String, String> fields(UUID customer) {
        Map<String, String> fields = new TreeMap<>();
        Map<String, String> columns = OurRecords.columns(RemoteKind.ACCOUNT);
        sql.query(
                "select " + String.join(", ", columns.values()) + " from customer where id = ?",
                row -> {
                    for (Map.Entry<String, String> column : columns.entrySet()) {
                        String value = row.getString(column.getValue());
                        if (value != null) {
                            fields.put(column.getKey(), value);
                        }
                    }
                    return fields;
                },
                customer);
        return fields;
    }
}
