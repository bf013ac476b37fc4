package org.crmcontracts.tenants.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Json;
import org.jspecify.annotations.Nullable;

/** The tenant's audit log (审计日志): appended to, read and checked, never changed. */
@ApplicationScoped
public class AuditLog {
    private static final int FETCH_SIZE = 1_000;
    private static final String COLUMNS =
            "seq, id, at, actor_id, actor_name, action, outcome, subject_type, subject_id, data, hash";

    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    @Inject
    Clock clock;

    @Inject
    Ids ids;

    /**
     * Appends in the running transaction. Call it last in a use case: it holds the chain's head until
     * the commit, so all writers of the tenant wait for each other here.
     */
    public void append(Actor actor, String action, String subjectType, @Nullable UUID subjectId, Map<String, ?> data) {
        append(actor, action, AuditEvent.Outcome.DONE, subjectType, subjectId, data);
    }

    void append(
            Actor actor,
            String action,
            AuditEvent.Outcome outcome,
            String subjectType,
            @Nullable UUID subjectId,
            Map<String, ?> data) {
        try {
            append(connection(), clock, ids.next(), actor, action, outcome, subjectType, subjectId, data);
        } catch (SQLException e) {
            throw new IllegalStateException("the audit event could not be appended", e);
        }
    }

    static AuditEvent append(
            Connection connection,
            Clock clock,
            UUID id,
            Actor actor,
            String action,
            AuditEvent.Outcome outcome,
            String subjectType,
            @Nullable UUID subjectId,
            Map<String, ?> data)
            throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select seq, hash from audit_head for update");
                ResultSet head = lock.executeQuery()) {
            head.next();
            AuditEvent event = new AuditEvent(
                            head.getLong(1) + 1,
                            id,
                            clock.instant().truncatedTo(ChronoUnit.MICROS),
                            actor.id(),
                            actor.name(),
                            action,
                            outcome,
                            subjectType,
                            subjectId,
                            Json.canonical(data),
                            "")
                    .linkedTo(head.getString(2));
            insert(connection, event);
            try (PreparedStatement move = connection.prepareStatement("update audit_head set seq = ?, hash = ?")) {
                move.setLong(1, event.seq());
                move.setString(2, event.hash());
                move.executeUpdate();
            }
            return event;
        }
    }

    /** The events of one subject, oldest first. */
    public List<AuditEvent> of(String subjectType, UUID subjectId) {
        try (PreparedStatement select = connection()
                .prepareStatement("select " + COLUMNS
                        + " from audit_event where subject_type = ? and subject_id = ? order by seq")) {
            select.setString(1, subjectType);
            select.setObject(2, subjectId);
            try (ResultSet rows = select.executeQuery()) {
                List<AuditEvent> events = new ArrayList<>();
                while (rows.next()) {
                    events.add(event(rows));
                }
                return events;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the audit log could not be read", e);
        }
    }

    /** Checks the whole chain of the tenant; takes time in proportion to its length. */
    public ChainReport verify() {
        try {
            return verify(connection());
        } catch (SQLException e) {
            throw new IllegalStateException("the audit log could not be read", e);
        }
    }

    static ChainReport verify(Connection connection) throws SQLException {
        long headSeq;
        String headHash;
        try (PreparedStatement select = connection.prepareStatement("select seq, hash from audit_head");
                ResultSet head = select.executeQuery()) {
            head.next();
            headSeq = head.getLong(1);
            headHash = head.getString(2);
        }
        ChainVerifier verifier = new ChainVerifier();
        // Events appended since the head was read are not part of this check.
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from audit_event where seq <= ? order by seq")) {
            select.setFetchSize(FETCH_SIZE);
            select.setLong(1, headSeq);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    verifier.next(event(rows));
                }
            }
        }
        return verifier.against(headSeq, headHash);
    }

    private static void insert(Connection connection, AuditEvent event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audit_event (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, event.seq());
            insert.setObject(2, event.id());
            insert.setObject(3, event.at().atOffset(ZoneOffset.UTC));
            insert.setString(4, event.actorId());
            insert.setString(5, event.actorName());
            insert.setString(6, event.action());
            insert.setString(7, event.outcome().name());
            insert.setString(8, event.subjectType());
            insert.setObject(9, event.subjectId());
            insert.setString(10, event.dataJson());
            insert.setString(11, event.hash());
            insert.executeUpdate();
        }
    }

    private static AuditEvent event(ResultSet row) throws SQLException {
        return new AuditEvent(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                AuditEvent.Outcome.valueOf(row.getString(7)),
                row.getString(8),
                row.getObject(9, UUID.class),
                row.getString(10),
                row.getString(11));
    }

    private Connection connection() {
        return entities.unwrap(Connection.class);
    }
}
