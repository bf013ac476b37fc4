package org.crmcontracts.tenants.checkpoints;

import java.util.UUID;
import org.crmcontracts.tenants.http.Json;

/**
 * A checkpoint as it is handed out.
 *
 * @param jws compact JSON Web Signature (RFC 7515), ES256, over the checkpoint as JSON
 */
public record SignedCheckpoint(UUID id, Checkpoint checkpoint, String jws) {
    /** What the next checkpoint names as its {@code previous}. */
    String hash() {
        return Json.sha256Hex(jws);
    }
}
