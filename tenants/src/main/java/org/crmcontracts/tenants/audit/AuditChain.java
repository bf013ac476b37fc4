package org.crmcontracts.tenants.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.tenants.http.Json;
import org.jspecify.annotations.Nullable;

/** The tables of the log on one connection that is bound to the tenant. */
final class AuditChain {
    private static final int FETCH_SIZE = 1_000;
    private static final String COLUMNS = "form, seq, id, at, actor_id, actor_name, actor_ref, action, outcome,"
            + " subject_type, subject_id, data, hash";
    private static final String PERSON_COLUMNS = "ref, kind, salt, user_id, value";
    // The head and the actor's reference in one round trip, and the event and the new head in another.
    private static final String LOCK = "select h.seq, h.hash, p.ref from audit_head h left join audit_person p"
            + " on p.kind = 'ACTOR' and p.user_id = ? and p.value = ? for update of h";
    private static final String APPEND =
            "with head as (update audit_head set seq = ?, hash = ?) insert into audit_event (" + COLUMNS
                    + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Connection connection;

    AuditChain(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row after the other, without keeping any. */
    @FunctionalInterface
    interface Each<T> {
        void next(T row) throws SQLException;
    }

    /** Locks the head until the commit and appends the event after it. */
    AuditEvent append(NewEvent wanted) throws SQLException {
        Actor actor = wanted.actor();
        List<AuditPerson> texts = new ArrayList<>();
        Map<String, Object> stored = PersonalTexts.takeOut(wanted.data(), text -> {
            AuditPerson kept = AuditPerson.of(AuditPerson.Kind.TEXT, actor.id(), text.text());
            texts.add(kept);
            return kept;
        });
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, actor.id());
            lock.setString(2, actor.name());
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                AuditHead head = new AuditHead(row.getLong(1), row.getString(2));
                String known = row.getString(3);
                AuditEvent event = wanted.after(head, known == null ? refer(actor) : known, Json.canonical(stored));
                insert(event);
                for (AuditPerson text : texts) {
                    insert(text);
                }
                return event;
            }
        }
    }

    // The lock may have waited for the event that brought the person in, which its own reading then did not see.
    private String refer(Actor actor) throws SQLException {
        String known = actorRef(actor);
        if (known != null) {
            return known;
        }
        AuditPerson person = AuditPerson.of(AuditPerson.Kind.ACTOR, actor.id(), actor.name());
        insert(person);
        return person.ref();
    }

    private @Nullable String actorRef(Actor actor) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select ref from audit_person where kind = 'ACTOR' and user_id = ? and value = ?")) {
            select.setString(1, actor.id());
            select.setString(2, actor.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    AuditHead head(boolean locked) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select seq, hash from audit_head" + (locked ? " for update" : ""));
                ResultSet row = select.executeQuery()) {
            row.next();
            return new AuditHead(row.getLong(1), row.getString(2));
        }
    }

    /**
     * What was erased of a person.
     *
     * @param refs the references under which the person acted
     * @param rows how many names and texts
     */
    record Erased(List<String> refs, int rows) {}

    Erased erase(String userId) throws SQLException {
        List<String> refs = new ArrayList<>();
        int rows = 0;
        try (PreparedStatement delete =
                connection.prepareStatement("delete from audit_person where user_id = ? returning kind, ref")) {
            delete.setString(1, userId);
            try (ResultSet deleted = delete.executeQuery()) {
                while (deleted.next()) {
                    rows++;
                    if (deleted.getString(1).equals(AuditPerson.Kind.ACTOR.name())) {
                        refs.add(deleted.getString(2));
                    }
                }
            }
        }
        return new Erased(refs, rows);
    }

    /** Events appended since the head was read are not part of the check. */
    ChainReport verify(Map<Long, String> sealed) throws SQLException {
        AuditHead head = head(false);
        ChainVerifier verifier = new ChainVerifier(sealed);
        eachEvent(head.seq(), verifier::next);
        ChainReport report = verifier.against(head.seq(), head.hash());
        if (!report.valid()) {
            return report;
        }
        List<String> changed = new ArrayList<>();
        eachPerson(person -> {
            if (!person.fits()) {
                changed.add(person.ref());
            }
        });
        return changed.isEmpty()
                ? report
                : ChainReport.invalid(report.events(), firstNaming(changed), ChainReport.Reason.PERSON, head.hash());
    }

    private long firstNaming(List<String> refs) throws SQLException {
        String sql = "select min(e.seq) from unnest(?) p (ref) join audit_event e on e.actor_ref = p.ref"
                + " or position(p.ref in e.data) > 0";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("text", refs.toArray()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    List<AuditEntry> of(String subjectType, UUID subjectId) throws SQLException {
        List<AuditEvent> events = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select " + COLUMNS + " from audit_event where subject_type = ? and subject_id = ? order by seq")) {
            select.setString(1, subjectType);
            select.setObject(2, subjectId);
            each(select, AuditChain::event, events::add);
        }
        Set<String> refs = new HashSet<>();
        events.forEach(event -> refs.addAll(AuditEntry.refs(event)));
        Map<String, AuditPerson> people = people(refs);
        return events.stream().map(event -> AuditEntry.of(event, people)).toList();
    }

    private Map<String, AuditPerson> people(Collection<String> refs) throws SQLException {
        Map<String, AuditPerson> people = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select " + PERSON_COLUMNS + " from audit_person where ref = any (?)")) {
            select.setArray(1, connection.createArrayOf("text", refs.toArray()));
            each(select, AuditChain::person, person -> people.put(person.ref(), person));
        }
        return people;
    }

    void eachEvent(long upTo, Each<AuditEvent> each) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from audit_event where seq <= ? order by seq")) {
            select.setLong(1, upTo);
            each(select, AuditChain::event, each);
        }
    }

    void eachPerson(Each<AuditPerson> each) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select " + PERSON_COLUMNS + " from audit_person order by ref")) {
            each(select, AuditChain::person, each);
        }
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> void each(PreparedStatement select, Row<T> row, Each<T> each) throws SQLException {
        select.setFetchSize(FETCH_SIZE);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                each.next(row.read(rows));
            }
        }
    }

    private void insert(AuditPerson person) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audit_person (" + PERSON_COLUMNS + ") values (?, ?, ?, ?, ?)")) {
            insert.setString(1, person.ref());
            insert.setString(2, person.kind().name());
            insert.setString(3, person.salt());
            insert.setString(4, person.userId());
            insert.setString(5, person.value());
            insert.executeUpdate();
        }
    }

    private void insert(AuditEvent event) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
            insert.setLong(1, event.seq());
            insert.setString(2, event.hash());
            insert.setInt(3, event.form());
            insert.setLong(4, event.seq());
            insert.setObject(5, event.id());
            insert.setObject(6, event.at().atOffset(ZoneOffset.UTC));
            insert.setString(7, event.actorId());
            insert.setString(8, event.actorName());
            insert.setString(9, event.actorRef());
            insert.setString(10, event.action());
            insert.setString(11, event.outcome().name());
            insert.setString(12, event.subjectType());
            insert.setObject(13, event.subjectId());
            insert.setString(14, event.dataJson());
            insert.setString(15, event.hash());
            insert.executeUpdate();
        }
    }

    private static AuditPerson person(ResultSet row) throws SQLException {
        return new AuditPerson(
                row.getString(1),
                AuditPerson.Kind.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5));
    }

    private static AuditEvent event(ResultSet row) throws SQLException {
        return new AuditEvent(
                row.getInt(1),
                row.getLong(2),
                row.getObject(3, UUID.class),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                AuditEvent.Outcome.valueOf(row.getString(9)),
                row.getString(10),
                row.getObject(11, UUID.class),
                row.getString(12),
                row.getString(13));
    }
}
