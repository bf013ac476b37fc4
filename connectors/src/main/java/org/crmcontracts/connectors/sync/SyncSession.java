package org.crmcontracts.connectors.sync;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmTraits;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.registry.Tenant;

/**
 * A run at work: it holds the connection's lease under its fence, and the CRM.
 *
 * @param deletionsAccepted how many deletions a person has allowed this run to follow
 * @param leftOut the CRM's ids of accounts that the filter has left out so far, so that their contacts are as well
 */
record SyncSession(
        Tenant tenant,
        UUID connection,
        UUID run,
        long fence,
        Crm crm,
        CrmTraits traits,
        Map<RemoteKind, FieldMap> maps,
        int mappingVersion,
        int deletionsAccepted,
        SeenIds leftOut) {

    /** No connector waits longer for an answer. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    FieldMap map(RemoteKind kind) {
        return Objects.requireNonNull(maps.get(kind));
    }

    PageWriter.Scope scope(RemoteKind kind) {
        return new PageWriter.Scope(connection, run, map(kind), mappingVersion, false, leftOut);
    }

    /** How long a write whose answer is lost may still take effect. */
    Duration doubt() {
        Duration twice = CALL_TIMEOUT.multipliedBy(2);
        return twice.compareTo(traits.slowestWrite()) > 0 ? twice : traits.slowestWrite();
    }
}
