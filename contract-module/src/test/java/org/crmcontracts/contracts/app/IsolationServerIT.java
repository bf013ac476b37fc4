package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmcontracts.tenants.registry.NamedPools;
import org.crmcontracts.tenants.registry.Tenant;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Inside the server: 20 tenants share two pools of 4 connections under errors, and none sees another's row. */
@ExtendWith(ArquillianExtension.class)
class IsolationServerIT {
    private static final int TENANTS = 20;
    private static final int TRANSACTIONS = 20_000;
    private static final int THREADS = 16;

    @Inject
    private IsolationProbe probe;

    @Deployment
    static WebArchive war() throws Exception {
        File assertions = new File(org.assertj.core.api.Assertions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        // The tenants are made before the server starts: provisioning is an administrator's work.
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < TENANTS; i++) {
            keys.append(TestTenant.create().tenant().key()).append('\n');
        }
        return ServerDeployment.war()
                .addAsLibraries(assertions)
                .addClasses(IsolationServerIT.class, IsolationProbe.class)
                .addAsResource(
                        new org.jboss.shrinkwrap.api.asset.StringAsset(keys.toString()), "isolation-tenants.txt");
    }

    @Test
    void noTransactionSeesAnotherTenantsRow() throws Exception {
        List<Tenant> tenants = probe.tenants();
        assertThat(tenants).hasSize(TENANTS);
        AtomicInteger thrown = new AtomicInteger();
        AtomicInteger foreign = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> futures = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Random random = new Random(42L + t);
            futures.add(pool.submit(() -> {
                for (int i = 0; i < TRANSACTIONS / THREADS; i++) {
                    Tenant tenant = tenants.get(random.nextInt(TENANTS));
                    boolean fail = random.nextInt(20) == 0;
                    try {
                        foreign.addAndGet(probe.writeAndCountForeign(tenant, fail));
                    } catch (IsolationProbe.Thrown e) {
                        thrown.incrementAndGet();
                    }
                    done.incrementAndGet();
                }
            }));
        }
        for (Future<?> future : futures) {
            future.get();
        }
        pool.shutdown();
        assertThat(done).hasValue(TRANSACTIONS);
        assertThat(thrown.get()).isGreaterThan(TRANSACTIONS / 40);
        assertThat(foreign).hasValue(0);
        for (Tenant tenant : tenants) {
            assertThat(probe.foreignRows(tenant)).isZero();
            assertThat(probe.ownRows(tenant)).isPositive();
        }
    }

    @Test
    void aTransactionInsideAnotherOneHasAConnectionOfItsOwn() throws Exception {
        assertThat(probe.nests(NamedPools.home(0))).isTrue();
    }

    @Test
    void withoutATenantNoTableIsVisible() {
        assertThatThrownBy(() -> probe.readUnbound()).isNotNull();
    }

    @Test
    void aTenantsTransactionCannotNameAnotherSchema() {
        List<Tenant> tenants = probe.tenants();
        assertThatThrownBy(() -> probe.readSchema(tenants.get(0), tenants.get(1).schemaName()))
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void theTenantOfATransactionCannotBeSwitched() {
        List<Tenant> tenants = probe.tenants();
        assertThatThrownBy(() -> probe.switchWithin(tenants.get(0), tenants.get(1)))
                .isNotNull();
    }
}
