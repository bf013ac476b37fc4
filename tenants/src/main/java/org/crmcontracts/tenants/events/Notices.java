package org.crmcontracts.tenants.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.crmcontracts.tenants.http.Cursor;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/** The notices of the tenant's admins. Callers bring the transaction. */
@ApplicationScoped
public class Notices {
    private static final String SELECT = "select id, kind, args, at, read_at from admin_notice";

    @Inject
    TenantSql sql;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @Inject
    Event<Notice> added;

    /** Adds a notice; observers of {@link Notice} may pass it on, in the same transaction. */
    public void add(String kind, Map<String, ?> args) {
        Notice notice = new Notice(ids.next(), kind, new LinkedHashMap<>(args), clock.instant(), null);
        sql.update(
                "insert into admin_notice (id, kind, args, at) values (?, ?, ?::jsonb, ?)",
                notice.id(),
                notice.kind(),
                json(notice.args()),
                notice.at());
        added.fire(notice);
    }

    /** Says that it was read; again changes nothing. {@code NOTICE_NOT_FOUND}. */
    public Notice read(UUID id) {
        sql.update("update admin_notice set read_at = ? where id = ? and read_at is null", clock.instant(), id);
        return sql.first(SELECT + " where id = ?", Notices::row, id)
                .orElseThrow(() -> new Problem(EventsProblem.NOTICE_NOT_FOUND));
    }

    /**
     * Newest first.
     *
     * @param cursor where the last page ended; {@code BAD_CURSOR} if it is none of ours
     */
    public Page<Notice> page(boolean unreadOnly, int limit, @Nullable String cursor) {
        StringBuilder text = new StringBuilder(SELECT + " where true");
        List<Object> parameters = new ArrayList<>();
        if (unreadOnly) {
            text.append(" and read_at is null");
        }
        if (cursor != null) {
            text.append(" and id < ?");
            parameters.add(id(Cursor.decode(cursor, 1).get(0)));
        }
        text.append(" order by id desc limit ?");
        parameters.add(limit + 1);
        List<Notice> rows = sql.query(text.toString(), Notices::row, parameters.toArray());
        if (rows.size() <= limit) {
            return Page.of(rows);
        }
        List<Notice> page = rows.subList(0, limit);
        return new Page<>(page, Cursor.encode(page.get(limit - 1).id().toString()), null);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpProblem.BAD_CURSOR);
        }
    }

    private static Notice row(ResultSet row) throws SQLException {
        try {
            return new Notice(
                    row.getObject("id", UUID.class),
                    row.getString("kind"),
                    Json.mapper()
                            .readValue(row.getString("args"), new TypeReference<LinkedHashMap<String, Object>>() {}),
                    Objects.requireNonNull(TenantSql.instant(row, "at")),
                    TenantSql.instant(row, "read_at"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a notice holds no JSON", e);
        }
    }

    private static String json(Map<String, Object> args) {
        try {
            return Json.mapper().writeValueAsString(args);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a notice holds what JSON cannot", e);
        }
    }
}
