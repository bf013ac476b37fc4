package org.crmcontracts.connectors.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/** The CRM's own users as they were read last: who owns a customer there, and whether that person still works there. */
@ApplicationScoped
public class CrmUsers {
    private static final System.Logger LOG = System.getLogger(CrmUsers.class.getName());
    private static final Duration READ_EVERY = Duration.ofHours(6);
    /** A CRM with more pages of users repeats itself. */
    private static final int MOST_PAGES = 200;

    private static final int LONGEST = 300;

    @Inject
    TenantSql sql;

    @Inject
    Mappings mappings;

    @Inject
    Connections connections;

    @Inject
    InTenant inTenant;

    @Inject
    Clock clock;

    /**
     * One of the CRM's users.
     *
     * @param email null where the CRM tells none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CrmUser(String externalId, String name, @Nullable String email, boolean active) {}

    /** In the order of their names. Callers bring the transaction. */
    public List<CrmUser> of(UUID connection, int limit) {
        return sql.query(
                "select external_id, name, email, active from crm_user where connection_id = ?"
                        + " order by name, external_id limit ?",
                row -> new CrmUser(
                        row.getString("external_id"),
                        row.getString("name"),
                        row.getString("email"),
                        row.getBoolean("active")),
                connection,
                limit);
    }

    /**
     * Reads them once in six hours. Whatever fails leaves those that are known: customers are worth more than their owners'
     * names, and not every access may read users.
     */
    void read(SyncSession session) {
        UUID connection = session.connection();
        Instant now = clock.instant();
        FieldMap map = inTenant.call(
                session.tenant(), () -> new FieldMap(RemoteKind.USER, mappings.rules(connection), List.of()));
        if (!map.rules().containsKey(FieldMap.NAME) || !inTenant.call(session.tenant(), () -> isDue(connection, now))) {
            return;
        }
        try {
            String token = null;
            for (int page = 0; page < MOST_PAGES; page++) {
                RemotePage read = session.crm().pull(new PullRequest(RemoteKind.USER, null, token, map.asked()));
                inTenant.run(session.tenant(), () -> {
                    connections.renew(connection, session.fence());
                    put(connection, map, read, now);
                });
                token = read.nextPageToken();
                if (token == null) {
                    inTenant.run(session.tenant(), () -> leaveOthers(connection, now));
                    return;
                }
            }
        } catch (CrmRefusal e) {
            LOG.log(System.Logger.Level.INFO, "the users of {0} are not read: {1}", connection, e.getMessage());
        }
    }

    private boolean isDue(UUID connection, Instant now) {
        return sql.first(
                        "select 1 from crm_user where connection_id = ? and read_at > ? limit 1",
                        row -> true,
                        connection,
                        now.minus(READ_EVERY))
                .isEmpty();
    }

    private void put(UUID connection, FieldMap map, RemotePage page, Instant now) {
        Rows rows = new Rows("external_id", "name", "email", "active::boolean");
        page.records().forEach(record -> {
            Map<String, String> fields = map.take(record.fields()).fields();
            String name = fields.get(FieldMap.NAME);
            if (name != null && record.problem() == null) {
                rows.add(
                        record.externalId(),
                        shortened(name),
                        fields.get("email"),
                        !"false".equals(fields.get("active")));
            }
        });
        if (!rows.isEmpty()) {
            sql.update(
                    "insert into crm_user as c (connection_id, external_id, name, email, active, read_at)"
                            + " select distinct on (external_id) ?::uuid, external_id, name, email, active, ?::timestamptz from "
                            + rows.table()
                            + " on conflict (connection_id, external_id) do update set name = excluded.name, email ="
                            + " excluded.email, active = excluded.active, read_at = excluded.read_at",
                    rows.parameters(connection.toString(), now.toString()));
        }
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }

    /** Who is not listed any more still owns what it owned, but does not work there. */
    private void leaveOthers(UUID connection, Instant now) {
        sql.update("update crm_user set active = false where connection_id = ? and read_at < ?", connection, now);
    }
}
