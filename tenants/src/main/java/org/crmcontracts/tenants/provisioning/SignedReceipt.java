package org.crmcontracts.tenants.provisioning;

import org.jspecify.annotations.Nullable;

/**
 * A receipt as it is handed out.
 *
 * @param jws compact JSON Web Signature (RFC 7515), ES256, over the receipt as JSON; null while the erasure is under way,
 *     where the installation had no key, and of erasures before receipts were signed
 */
public record SignedReceipt(ErasureReceipt receipt, @Nullable String jws) {}
