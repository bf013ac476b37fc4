package org.crmcontracts.tenants.identity;

import java.util.concurrent.CompletableFuture;
import org.crmcontracts.tenants.registry.TrustedIssuer;

/** Gets an issuer's keys anew from where it publishes them; implemented by a later room. */
public interface KeyRenewal {
    /**
     * Begins it, or gives the run that is under way; at most once a minute for an issuer. The result tells whether the
     * issuer may have other keys than before. Never blocks.
     */
    CompletableFuture<Boolean> begin(TrustedIssuer issuer);
}
