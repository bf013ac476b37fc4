package org.crmcontracts.connectors.customer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.crmcontracts.tenants.http.Cursor;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/** The tenant's customers, by name. */
@ApplicationScoped
public class Customers {
    /** In place of a connection: customers that were added here and that no CRM knows. */
    public static final String LOCAL = "none";

    /** What the database takes for no text. */
    private static final Pattern NO_TEXT = Pattern.compile("[\\x00\\p{Cs}]");

    private static final String SELECT =
            """
            select c.id, c.version, c.name, c.registration_number, c.phone, c.website, c.industry, c.address, c.owner_name,
                   (select count(*) from contact k where k.customer_id = c.id) as contact_count,
                   l.external_id, l.synced_at, l.remote_modified_at, l.deleted_at, l.provider
              from customer c
              left join lateral (
                  select k.external_id, k.synced_at, k.remote_modified_at, k.deleted_at, n.provider
                    from customer_link k join crm_connection n on n.id = k.connection_id
                   where k.local_id = c.id and k.kind = 'ACCOUNT' order by k.alias, n.created_at, n.id limit 1) l on true
            """;

    @Inject
    TenantSql sql;

    /** {@code CUSTOMER_NOT_FOUND} where the tenant has none of this id; {@code CUSTOMER_MERGED} names where it went. */
    @Transactional
    public Customer get(UUID id) {
        return find(id).orElseThrow(() -> gone(id));
    }

    /** As {@link #get}, without what is told of the customer beside it. */
    @Transactional
    public CustomerIdentity identity(UUID id) {
        return sql.first(
                        "select name, registration_number, address from customer where id = ? and merged_into is null",
                        row -> new CustomerIdentity(
                                id,
                                row.getString("name"),
                                row.getString("registration_number"),
                                row.getString("address")),
                        id)
                .orElseThrow(() -> gone(id));
    }

    private Problem gone(UUID id) {
        return sql.first(
                        "select s.id, s.name from customer c join customer s on s.id = c.merged_into where c.id = ?",
                        row -> Problem.of(CustomerProblem.CUSTOMER_MERGED, "name", row.getString("name"))
                                .extend("mergedInto", row.getObject("id", UUID.class)),
                        id)
                .orElseGet(() -> new Problem(CustomerProblem.CUSTOMER_NOT_FOUND));
    }

    /** Empty for a merged one, too. */
    @Transactional
    public Optional<Customer> find(UUID id) {
        return sql.first(SELECT + " where c.id = ? and c.merged_into is null", Customers::read, id);
    }

    /** The id and those of the customers that were merged into it. */
    @Transactional
    public List<UUID> identities(UUID id) {
        List<UUID> all = new ArrayList<>(List.of(id));
        all.addAll(sql.query(
                "select id from customer where merged_into = ? order by id", row -> row.getObject(1, UUID.class), id));
        return all;
    }

    @Transactional
    public List<Contact> contacts(UUID customer) {
        return sql.query(
                "select id, version, name, email, phone, title from contact where customer_id = ? order by name, id",
                row -> new Contact(
                        row.getObject("id", UUID.class),
                        row.getLong("version"),
                        row.getString("name"),
                        row.getString("email"),
                        row.getString("phone"),
                        row.getString("title")),
                customer);
    }

    /**
     * Customers in the order of their names.
     *
     * @param query part of the name, registration number or telephone number, of whatever width and case; null for all
     * @param connection a connection's id for those that it knows, {@value #LOCAL} for those that none knows, null for all;
     *     {@code BAD_REQUEST} for anything else
     * @param cursor where the last page ended; {@code BAD_CURSOR} if it is none of ours
     */
    @Transactional
    public Page<Customer> list(
            @Nullable String query, @Nullable String connection, int limit, @Nullable String cursor) {
        StringBuilder text = new StringBuilder(SELECT).append(" where c.merged_into is null");
        List<Object> parameters = new ArrayList<>();
        if (query != null && !query.isBlank()) {
            text.append(" and (normalize(c.name, NFKC) ilike ? or c.registration_number ilike ? or c.phone ilike ?)");
            String like = "%"
                    + NO_TEXT.matcher(Normalizer.normalize(query.strip(), Normalizer.Form.NFKC))
                            .replaceAll("")
                            .replaceAll("([%_\\\\])", "\\\\$1")
                    + "%";
            parameters.addAll(List.of(like, like, like));
        }
        if (connection != null && !connection.isBlank()) {
            text.append(connection.equals(LOCAL) ? " and not " : " and ")
                    .append("exists (select 1 from customer_link f where f.local_id = c.id and f.kind = 'ACCOUNT'");
            if (!connection.equals(LOCAL)) {
                text.append(" and f.connection_id = ?");
                parameters.add(id(connection));
            }
            text.append(")");
        }
        if (cursor != null) {
            List<String> last = Cursor.decode(cursor, 2);
            text.append(" and (c.name, c.id) > (?, ?::uuid)");
            parameters.addAll(last);
        }
        text.append(" order by c.name, c.id limit ?");
        parameters.add(limit + 1);
        List<Customer> rows = sql.query(text.toString(), Customers::read, parameters.toArray());
        if (rows.size() <= limit) {
            return Page.of(rows);
        }
        List<Customer> page = rows.subList(0, limit);
        Customer last = page.get(limit - 1);
        return new Page<>(page, Cursor.encode(last.name(), last.id().toString()), null);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpProblem.BAD_REQUEST);
        }
    }

    private static Customer read(ResultSet row) throws SQLException {
        String external = row.getString("external_id");
        Customer.Source source = external == null
                ? null
                : new Customer.Source(
                        row.getString("provider"),
                        external,
                        Objects.requireNonNull(TenantSql.instant(row, "synced_at")),
                        Objects.requireNonNull(TenantSql.instant(row, "remote_modified_at")),
                        TenantSql.instant(row, "deleted_at"));
        return new Customer(
                row.getObject("id", UUID.class),
                row.getLong("version"),
                row.getString("name"),
                row.getString("registration_number"),
                row.getString("phone"),
                row.getString("website"),
                row.getString("industry"),
                row.getString("address"),
                row.getString("owner_name"),
                row.getLong("contact_count"),
                source);
    }
}
