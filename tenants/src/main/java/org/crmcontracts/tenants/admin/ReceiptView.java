package org.crmcontracts.tenants.admin;

import java.time.Instant;
import java.util.UUID;
import org.crmcontracts.tenants.provisioning.ErasureReceipt;
import org.crmcontracts.tenants.provisioning.SignedReceipt;
import org.jspecify.annotations.Nullable;

/** A receipt as people read it and keep it; only {@code jws} is signed, and all else stands in it, too. */
public record ReceiptView(
        UUID tenantId,
        String tenantKey,
        String cluster,
        String schema,
        String role,
        int tables,
        long rows,
        long bytes,
        @Nullable String requestedBy,
        @Nullable String reason,
        Instant countedAt,
        @Nullable Instant erasedAt,
        @Nullable String jws) {
    static ReceiptView of(SignedReceipt signed) {
        ErasureReceipt receipt = signed.receipt();
        return new ReceiptView(
                receipt.tenantId(),
                receipt.tenantKey(),
                receipt.cluster(),
                receipt.schema(),
                receipt.role(),
                receipt.tables(),
                receipt.rows(),
                receipt.bytes(),
                receipt.requestedBy(),
                receipt.reason(),
                receipt.countedAt(),
                receipt.erasedAt(),
                signed.jws());
    }
}
