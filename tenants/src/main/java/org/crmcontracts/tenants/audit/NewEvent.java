package org.crmcontracts.tenants.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be appended.
 *
 * @param data may hold {@link Personal} texts
 */
record NewEvent(
        UUID id,
        Instant at,
        Actor actor,
        String action,
        AuditEvent.Outcome outcome,
        String subjectType,
        @Nullable UUID subjectId,
        Map<String, ?> data) {
    AuditEvent after(AuditHead head, String actorRef, String dataJson) {
        return new AuditEvent(
                        AuditEvent.REFERRED,
                        head.seq() + 1,
                        id,
                        at,
                        null,
                        null,
                        actorRef,
                        action,
                        outcome,
                        subjectType,
                        subjectId,
                        dataJson,
                        "")
                .linkedTo(head.hash());
    }
}
