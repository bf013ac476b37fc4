package org.crmcontracts.contracts.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.contracts.terms.Money;
import org.crmcontracts.contracts.terms.MoneyText;
import org.crmcontracts.tenants.http.Cursor;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** Contracts as rows, newest change first, read without their clauses. */
@ApplicationScoped
@Transactional
public class ContractRows {
    private static final String COLUMNS = "cast(id as text), number, title, type_key, cast(customer_id as text),"
            + " counterparty_name, amount, currency, cast(starts_on as text), cast(ends_on as text), state,"
            + " owner_name, updated_at";

    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    /** {@code BAD_CURSOR} for a cursor of another list. */
    public Page<ContractRow> page(ContractFilter filter, int limit, @Nullable String cursor) {
        Where where = new Where(filter);
        Number total = (Number) where.bind("select count(*) from contract" + where.sql(), entities)
                .getSingleResult();
        if (cursor != null && !cursor.isBlank()) {
            where.after(Cursor.decode(cursor, 2));
        }
        String sql = "select " + COLUMNS + " from contract" + where.sql() + " order by updated_at desc, id desc limit "
                + (limit + 1);
        List<ContractRow> rows = new ArrayList<>();
        for (Object row : where.bind(sql, entities).getResultList()) {
            rows.add(row((Object[]) row));
        }
        if (rows.size() <= limit) {
            return new Page<>(rows, null, total.longValue());
        }
        ContractRow last = rows.get(limit - 1);
        String next = Cursor.encode(last.updatedAt().toString(), last.id().toString());
        return new Page<>(rows.subList(0, limit), next, total.longValue());
    }

    private static ContractRow row(Object[] c) {
        MoneyText amount = c[6] == null ? null : MoneyText.of(Money.of((BigDecimal) c[6], (String) c[7]));
        return new ContractRow(
                UUID.fromString((String) c[0]),
                (String) c[1],
                (String) c[2],
                (String) c[3],
                new ContractRow.Party(UUID.fromString((String) c[4]), (String) c[5]),
                amount,
                c[8] == null ? null : LocalDate.parse((String) c[8]),
                c[9] == null ? null : LocalDate.parse((String) c[9]),
                LifecycleState.valueOf((String) c[10]),
                (String) c[11],
                ((Timestamp) c[12]).toInstant());
    }

    /** The conditions with their values; everything a caller typed is bound, never put into the text. */
    private static final class Where {
        private final List<String> conditions = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        Where(ContractFilter filter) {
            if (filter.state() != null) {
                conditions.add("state = " + value(filter.state().name()));
            }
            if (filter.type() != null) {
                conditions.add("type_key = " + value(filter.type()));
            }
            if (filter.customerId() != null) {
                conditions.add("customer_id = cast(" + value(filter.customerId().toString()) + " as uuid)");
            }
            if (filter.query() != null) {
                String part = "%" + filter.query().replaceAll("([\\\\%_])", "\\\\$1") + "%";
                conditions.add("(number ilike " + value(part) + " or title ilike " + value(part)
                        + " or counterparty_name ilike " + value(part) + ")");
            }
        }

        void after(List<String> position) {
            try {
                String at = Instant.parse(position.get(0)).toString();
                String id = UUID.fromString(position.get(1)).toString();
                conditions.add(
                        "(updated_at, id) < (cast(" + value(at) + " as timestamptz), cast(" + value(id) + " as uuid))");
            } catch (DateTimeParseException | IllegalArgumentException e) {
                throw new Problem(HttpProblem.BAD_CURSOR);
            }
        }

        String sql() {
            return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        }

        Query bind(String sql, EntityManager entities) {
            Query query = entities.createNativeQuery(sql);
            for (int i = 0; i < values.size(); i++) {
                query.setParameter(i + 1, values.get(i));
            }
            return query;
        }

        private String value(Object value) {
            values.add(value);
            return "?" + values.size();
        }
    }
}
