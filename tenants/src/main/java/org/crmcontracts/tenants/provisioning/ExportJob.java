package org.crmcontracts.tenants.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobRun;
import org.crmcontracts.tenants.registry.Tenant;

/** Writes an export that was asked for, part by part into the tenant's own schema, where every node finds it. */
@ApplicationScoped
public class ExportJob implements JobHandler {
    public static final String KIND = "tenant.export";
    private static final int PART = 1 << 20;

    @Inject
    AdminDatabase database;

    @Inject
    TenantSql sql;

    @Inject
    Clock clock;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int mostAttempts() {
        return 3;
    }

    @Override
    public void run(JobRun run) throws SQLException, IOException {
        Tenant tenant = run.tenant();
        UUID id = UUID.fromString(run.ref("export"));
        try (Connection source = database.dataSource(tenant.cluster()).getConnection();
                Connection store = database.dataSource(tenant.cluster()).getConnection()) {
            AdminSql.execute(store, "set search_path = " + TableShape.quoted(tenant.schemaName()));
            AdminSql.update(store, "delete from data_export_part where export_id = ?", id);
            MessageDigest digest = ExportWriter.sha256();
            Parts parts = new Parts(store, id);
            new ExportWriter(source, tenant).write(new DigestOutputStream(parts, digest), clock.instant(), percent -> {
                run.beat();
                progress(store, id, percent);
            });
            run.finish(() -> sql.update(
                    "update data_export set state = 'READY', percent = 100, bytes = ?, sha256 = ?, ended_at = ? where"
                            + " id = ?",
                    parts.bytes,
                    HexFormat.of().formatHex(digest.digest()),
                    clock.instant(),
                    id));
        } catch (SQLException | IOException | RuntimeException e) {
            if (run.attempt() >= mostAttempts()) {
                run.inTenant(() -> sql.update(
                        "update data_export set state = 'FAILED', ended_at = ? where id = ?", clock.instant(), id));
            }
            throw e;
        }
    }

    private static void progress(Connection store, UUID id, int percent) {
        try {
            AdminSql.update(store, "update data_export set percent = ? where id = ?", percent, id);
        } catch (SQLException e) {
            throw new IllegalStateException("the export's progress could not be kept", e);
        }
    }

    private static final class Parts extends OutputStream {
        private final Connection store;
        private final UUID id;
        private final byte[] buffer = new byte[PART];
        private int filled;
        private int position;
        private long bytes;

        Parts(Connection store, UUID id) {
            this.store = store;
            this.id = id;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] content, int offset, int length) throws IOException {
            for (int from = offset; from < offset + length; ) {
                int some = Math.min(offset + length - from, PART - filled);
                System.arraycopy(content, from, buffer, filled, some);
                filled += some;
                from += some;
                if (filled == PART) {
                    keep();
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (filled > 0) {
                keep();
            }
        }

        private void keep() throws IOException {
            try {
                AdminSql.update(
                        store,
                        "insert into data_export_part (export_id, position, content) values (?, ?, ?)",
                        id,
                        position++,
                        Arrays.copyOf(buffer, filled));
            } catch (SQLException e) {
                throw new IOException("a part of the export could not be kept", e);
            }
            bytes += filled;
            filled = 0;
        }
    }
}
