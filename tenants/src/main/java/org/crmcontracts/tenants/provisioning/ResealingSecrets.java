package org.crmcontracts.tenants.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.UUID;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobRun;
import org.crmcontracts.tenants.secrets.SealedColumns;
import org.crmcontracts.tenants.secrets.Vault;
import org.jspecify.annotations.Nullable;

/**
 * Seals a tenant's secrets anew under its new key, each in a transaction of its own, so that one that is repeated goes
 * on where the former ended. A secret that cannot be opened stays as it is and stops no other.
 */
@ApplicationScoped
public class ResealingSecrets implements JobHandler {
    static final String KIND = "secrets.reseal";

    private static final System.Logger LOG = System.getLogger(ResealingSecrets.class.getName());

    @Inject
    Instance<SealedColumns> rooms;

    @Inject
    Vault vault;

    @Inject
    KeyRotations rotations;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) {
        int version = Integer.parseInt(run.ref("version"));
        int resealed = 0;
        int failed = 0;
        for (SealedColumns room : rooms) {
            for (SealedColumns.SealedText text : run.inTenant(room::texts)) {
                run.beat();
                if (Vault.isSince(version, text.sealed())) {
                    continue;
                }
                String anew = sealedAnew(run, text);
                if (anew == null) {
                    failed++;
                } else {
                    run.inTenant(() -> {
                        room.replace(text, anew);
                        return true;
                    });
                    resealed++;
                }
            }
        }
        rotations.resealed(UUID.fromString(run.ref("rotation")), run.tenant().id(), resealed, failed);
    }

    private @Nullable String sealedAnew(JobRun run, SealedColumns.SealedText text) {
        try {
            return vault.seal(run.tenant(), text.context(), vault.open(run.tenant(), text.context(), text.sealed()));
        } catch (IllegalStateException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "tenant " + run.tenant().key() + ": " + text.place() + " could not be sealed anew: "
                            + e.getMessage());
            return null;
        }
    }
}
