package org.crmcontracts.contracts.app;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmcontracts.tenants.provisioning.IssuerSpec;
import org.crmcontracts.tenants.provisioning.NewTenant;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.testing.Tokens;

/** A tenant of a test's own, with its host's keys. */
record TestTenant(Tenant tenant, Tokens tokens, String issuer) {
    static final String AUDIENCE = "crm-contracts";
    static final String HOST_ORIGIN = "https://host.example";
    private static final AtomicInteger NEXT = new AtomicInteger();

    static TestTenant create() {
        String key = "it-" + Long.toString(System.nanoTime() % 1_000_000_000, 36) + "-" + NEXT.incrementAndGet();
        String issuer = "https://" + key + ".example";
        Tokens tokens = new Tokens();
        Tenant tenant = TestPlatform.provisioning()
                .provision(new NewTenant(
                        key,
                        "Tenant " + key,
                        Locale.ENGLISH,
                        ZoneId.of("Asia/Shanghai"),
                        "CNY",
                        new IssuerSpec(issuer, AUDIENCE, tokens.jwksJson(), List.of(HOST_ORIGIN))));
        return new TestTenant(tenant, tokens, issuer);
    }

    /** A valid token of a user whose id is the role's name. */
    String token(String... roles) {
        return tokens.mint(issuer, AUDIENCE, String.join("+", roles), "User " + roles[0], List.of(roles));
    }

    ApiClient as(java.net.URI base, String... roles) {
        return new ApiClient(base, token(roles), "en");
    }
}
