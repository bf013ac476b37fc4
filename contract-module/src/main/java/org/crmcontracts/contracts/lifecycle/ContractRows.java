package org.crmcontracts.contracts.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crmcontracts.connectors.customer.Customers;
import org.crmcontracts.contracts.terms.Money;
import org.crmcontracts.contracts.terms.MoneyText;
import org.crmcontracts.tenants.http.Cursor;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.people.SqlCondition;
import org.jspecify.annotations.Nullable;

/** Contracts as rows, newest change first, read without their clauses. */
@ApplicationScoped
@Transactional
public class ContractRows {
    private static final String COLUMNS = "c.id, c.number, c.title, c.type_key, c.customer_id, c.counterparty_name,"
            + " c.currency, c.starts_on, c.ends_on, c.state, c.owner_name, c.updated_at";

    @Inject
    TenantSql sql;

    @Inject
    ContractAccess access;

    @Inject
    Customers customers;

    /**
     * Those the caller may know of; {@code BAD_CURSOR} for a cursor of another list.
     *
     * @param counted whether to tell how many there are in all, which costs a look at each of them
     */
    public Page<ContractRow> page(ContractFilter filter, int limit, @Nullable String cursor, boolean counted) {
        SqlCondition wanted = access.visible().and(condition(filter));
        Long total = counted ? count(wanted) : null;
        if (cursor != null && !cursor.isBlank()) {
            wanted = wanted.and(after(Cursor.decode(cursor, 2)));
        }
        List<ContractRow> rows = read(wanted, " order by c.updated_at desc, c.id desc limit " + (limit + 1));
        if (rows.size() <= limit) {
            return new Page<>(rows, null, total);
        }
        ContractRow last = rows.get(limit - 1);
        String next = Cursor.encode(last.updatedAt().toString(), last.id().toString());
        return new Page<>(rows.subList(0, limit), next, total);
    }

    private Long count(SqlCondition wanted) {
        return sql.query(
                        "select count(*) from contract c where " + wanted.sql(),
                        row -> row.getLong(1),
                        wanted.values().toArray())
                .get(0);
    }

    /** Those of the contracts that the caller may know of. */
    public Map<UUID, ContractRow> all(Collection<UUID> ids) {
        SqlCondition named = new SqlCondition(
                "c.id = any (cast(? as uuid[]))",
                List.of(ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"))));
        return read(access.visible().and(named), "").stream()
                .collect(Collectors.toMap(ContractRow::id, Function.identity()));
    }

    private List<ContractRow> read(SqlCondition wanted, String order) {
        SqlCondition amount = access.shows(ContractAction.AMOUNT);
        SqlCondition payments = access.shows(ContractAction.PAYMENTS);
        List<Object> values = new ArrayList<>(amount.values());
        values.addAll(amount.values());
        values.addAll(payments.values());
        values.addAll(wanted.values());
        return sql.query(
                "select " + COLUMNS + ", case when " + amount.sql() + " then c.amount end as amount, " + amount.sql()
                        + " as amount_shown, " + payments.sql() + " as payments_shown from contract c where "
                        + wanted.sql() + order,
                ContractRows::row,
                values.toArray());
    }

    private static ContractRow row(ResultSet row) throws SQLException {
        BigDecimal amount = row.getBigDecimal("amount");
        List<String> masked = new ArrayList<>();
        if (!row.getBoolean("amount_shown")) {
            masked.add(ContractAction.AMOUNT);
        }
        if (!row.getBoolean("payments_shown")) {
            masked.add(ContractAction.PAYMENTS);
        }
        return new ContractRow(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("title"),
                row.getString("type_key"),
                new ContractRow.Party(row.getObject("customer_id", UUID.class), row.getString("counterparty_name")),
                amount == null ? null : MoneyText.of(Money.of(amount, row.getString("currency"))),
                row.getObject("starts_on", LocalDate.class),
                row.getObject("ends_on", LocalDate.class),
                LifecycleState.valueOf(row.getString("state")),
                row.getString("owner_name"),
                Objects.requireNonNull(TenantSql.instant(row, "updated_at")),
                masked);
    }

    /** Everything a caller typed is bound, never put into the text. */
    private SqlCondition condition(ContractFilter filter) {
        SqlCondition all = SqlCondition.ALWAYS;
        if (filter.state() != null) {
            all = all.and(new SqlCondition("c.state = ?", List.of(filter.state().name())));
        }
        if (filter.type() != null) {
            all = all.and(new SqlCondition("c.type_key = ?", List.of(filter.type())));
        }
        if (filter.customerId() != null) {
            // A submitted contract goes on naming a customer that has been merged into this one.
            all = all.and(new SqlCondition(
                    "c.customer_id = any (cast(? as uuid[]))",
                    List.of(customers.identities(filter.customerId()).stream()
                            .map(UUID::toString)
                            .collect(Collectors.joining(",", "{", "}")))));
        }
        if (filter.query() != null) {
            String part = "%" + filter.query().replaceAll("([\\\\%_])", "\\\\$1") + "%";
            all = all.and(new SqlCondition(
                    "(c.number ilike ? or c.title ilike ? or c.counterparty_name ilike ?)", List.of(part, part, part)));
        }
        return all;
    }

    private static SqlCondition after(List<String> position) {
        try {
            return new SqlCondition(
                    "(c.updated_at, c.id) < (?, ?)",
                    List.of(Instant.parse(position.get(0)), UUID.fromString(position.get(1))));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new Problem(HttpProblem.BAD_CURSOR);
        }
    }
}
