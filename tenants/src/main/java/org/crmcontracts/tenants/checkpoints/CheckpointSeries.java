package org.crmcontracts.tenants.checkpoints;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.audit.ChainVerifier;
import org.crmcontracts.tenants.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * Checks a tenant's checkpoints in their order: each signed, of this tenant, further than the one before, and naming it.
 * What it cannot see is that the last ones were taken away: only the receivers know them.
 */
final class CheckpointSeries {
    private final PublicKeys keys;
    private final UUID tenantId;
    private final Map<Long, String> sealed = new HashMap<>();
    private String previous = ChainVerifier.GENESIS;
    private long seq = -1;
    private @Nullable String fault;
    private long faultSeq;

    CheckpointSeries(PublicKeys keys, UUID tenantId) {
        this.keys = keys;
        this.tenantId = tenantId;
    }

    CheckpointSeries next(String jws) {
        try {
            Checkpoint checkpoint = keys.verify(jws);
            sealed.put(checkpoint.seq(), checkpoint.hash());
            fail(checkpoint);
            seq = checkpoint.seq();
        } catch (PublicKeys.NotAuthentic e) {
            fail("after record " + Math.max(0, seq) + ": " + e.getMessage());
        }
        previous = Json.sha256Hex(jws);
        return this;
    }

    private void fail(Checkpoint checkpoint) {
        if (!checkpoint.tenantId().equals(tenantId)) {
            fail("at record " + checkpoint.seq() + ": it is another tenant's");
        } else if (checkpoint.seq() <= seq || !checkpoint.previous().equals(previous)) {
            fail("at record " + checkpoint.seq() + ": it does not follow the one before it; one is missing or moved");
        }
    }

    private void fail(String why) {
        if (fault == null) {
            fault = why;
            faultSeq = Math.max(0, seq) + 1;
        }
    }

    /** Number of the first link that no good checkpoint covers. */
    long faultSeq() {
        return faultSeq;
    }

    /** The first fault, null if there is none. */
    @Nullable
    String fault() {
        return fault;
    }

    /** Hashes of links by number, as the authentic ones tell them. */
    Map<Long, String> sealed() {
        return Map.copyOf(sealed);
    }
}
