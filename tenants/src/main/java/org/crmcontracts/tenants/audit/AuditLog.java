package org.crmcontracts.tenants.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.crmcontracts.tenants.http.Ids;
import org.jspecify.annotations.Nullable;

/**
 * The tenant's audit log (审计日志): appended to, read and checked, never changed. Its persons stand beside the chain
 * and can be erased. Callers bring the transaction.
 */
@ApplicationScoped
public class AuditLog {
    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    @Inject
    Clock clock;

    @Inject
    Ids ids;

    /**
     * Appends in the running transaction. Call it last in a use case: it holds the chain's head until
     * the commit, so all writers of the tenant wait for each other here.
     *
     * @param data texts that may tell of a person are wrapped as {@link Personal}
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
        NewEvent event = new NewEvent(
                ids.next(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                actor,
                action,
                outcome,
                subjectType,
                subjectId,
                data);
        on(chain -> chain.append(event));
    }

    /** As {@link #append}, on a connection of an administrator that finds the tenant's tables by their bare names. */
    public void appendOn(
            Connection connection,
            Actor actor,
            String action,
            String subjectType,
            @Nullable UUID subjectId,
            Map<String, ?> data)
            throws SQLException {
        new AuditChain(connection)
                .append(new NewEvent(
                        ids.next(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        actor,
                        action,
                        AuditEvent.Outcome.DONE,
                        subjectType,
                        subjectId,
                        data));
    }

    /** The events of one subject, oldest first. */
    public List<AuditEntry> of(String subjectType, UUID subjectId) {
        return on(chain -> chain.of(subjectType, subjectId));
    }

    public AuditHead head() {
        return on(chain -> chain.head(false));
    }

    /** The head, which nobody moves before the running transaction ends. */
    public AuditHead lockedHead() {
        return on(chain -> chain.head(true));
    }

    /** The events up to a number, in order and one at a time. */
    public void eachEvent(long upTo, Consumer<AuditEvent> each) {
        on(chain -> {
            chain.eachEvent(upTo, each::accept);
            return upTo;
        });
    }

    /** The persons that are not erased, one at a time. */
    public void eachPerson(Consumer<AuditPerson> each) {
        on(chain -> {
            chain.eachPerson(each::accept);
            return true;
        });
    }

    /**
     * Forgets who a user was, and the user's texts; the chain stays valid. Repeating it erases nothing and records nothing.
     *
     * @return whether there was anything to erase
     */
    public boolean erase(String userId, Actor by) {
        // First the head: an event that is being appended for the user still finds the person.
        lockedHead();
        AuditChain.Erased erased = on(chain -> chain.erase(userId));
        if (erased.rows() == 0) {
            return false;
        }
        append(by, "audit.person-erased", "audit-person", null, Map.of("refs", erased.refs(), "rows", erased.rows()));
        return true;
    }

    /**
     * Checks the whole chain of the tenant; takes time in proportion to its length.
     *
     * @param sealed hashes of links, by number, as checkpoints tell them
     */
    public ChainReport verify(Map<Long, String> sealed) {
        return on(chain -> chain.verify(sealed));
    }

    private interface Work<T> {
        T with(AuditChain chain) throws SQLException;
    }

    private <T> T on(Work<T> work) {
        try {
            return work.with(new AuditChain(entities.unwrap(Connection.class)));
        } catch (SQLException e) {
            throw new IllegalStateException("the audit log could not be used", e);
        }
    }
}
