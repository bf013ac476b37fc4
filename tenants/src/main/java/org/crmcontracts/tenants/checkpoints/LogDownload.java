package org.crmcontracts.tenants.checkpoints;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.crmcontracts.tenants.audit.AuditHead;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.Tenant;

/** Writes the tenant's whole log as a file, row by row as the database gives it. */
@ApplicationScoped
public class LogDownload {
    @Inject
    InTenant inTenant;

    @Inject
    AuditLog log;

    @Inject
    Checkpoints checkpoints;

    @Inject
    SigningKeys keys;

    @Inject
    Clock clock;

    /** {@code CHECKPOINT_KEY_MISSING}; to be asked before the answer begins. */
    public void requireKey() {
        keys.publicKeys();
    }

    /** In a transaction of its own; the stream is left open. A file that broke off on the way lacks its last line. */
    public void write(Tenant tenant, OutputStream out) throws IOException {
        Writer file = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            inTenant.run(tenant, () -> write(tenant, file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        file.flush();
    }

    private void write(Tenant tenant, Writer file) {
        AuditHead head = log.head();
        line(
                file,
                LogFile.HEADER,
                new LogFile.Header(
                        LogFile.FORM,
                        tenant.id(),
                        tenant.key(),
                        clock.instant(),
                        head.seq(),
                        head.hash(),
                        keys.publicKeys().asJson()));
        for (SignedCheckpoint known : checkpoints.upTo(head.seq())) {
            line(file, LogFile.CHECKPOINT, new LogFile.CheckpointLine(known.id(), known.jws()));
        }
        log.eachPerson(person -> line(file, LogFile.PERSON, person));
        log.eachEvent(head.seq(), event -> line(file, LogFile.EVENT, event));
        line(file, LogFile.END, new LogFile.End(head.seq()));
    }

    private static void line(Writer file, String type, Object value) {
        try {
            file.write(LogFile.line(type, value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
