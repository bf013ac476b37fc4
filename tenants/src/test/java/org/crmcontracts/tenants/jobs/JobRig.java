package org.crmcontracts.tenants.jobs;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.inject.Instance;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.registry.Clusters;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.Tenants;

/** The workers of one node without a container, for tests of other modules' jobs. */
public final class JobRig implements AutoCloseable {
    private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(16);
    private final JobWorkers workers = new JobWorkers();
    private final TenantSql sql;

    /**
     * @param app of the login role, which is bound to no tenant
     * @param threads how many jobs at once; the defaults of the product are 4, and 2 of each tenant
     */
    public JobRig(
            DataSource app, InTenant inTenant, TenantSql sql, List<JobHandler> handlers, int threads, int perTenant) {
        this.sql = sql;
        workers.clusters = new Clusters() {
            @Override
            public List<String> names() {
                return List.of(HOME);
            }

            @Override
            public DataSource unbound(String cluster) {
                return app;
            }
        };
        workers.tenants = Tenants.over(app);
        workers.inTenant = inTenant;
        workers.sql = sql;
        workers.ids = new Ids();
        workers.threads = threads;
        workers.perTenant = perTenant;
        workers.pollMillis = 100;
        workers.rounds = new Rounds() {
            @Override
            void arm() {}
        };
        workers.handlers = (Instance<JobHandler>) as(Instance.class, (proxy, method, arguments) -> handlers.stream());
        workers.executor = (ManagedExecutorService) as(ManagedExecutorService.class, onto(pool));
        workers.clock = (ManagedScheduledExecutorService) as(ManagedScheduledExecutorService.class, onto(pool));
    }

    private static Object as(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(JobRig.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static InvocationHandler onto(ExecutorService pool) {
        return (proxy, method, arguments) -> {
            try {
                return method.invoke(pool, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
    }

    /** Adds a job in the running transaction of the tenant. */
    public void add(Tenant tenant, NewJob job) {
        JobSql.add(sql::update, workers.ids.next(), tenant.id(), job);
    }

    public void start() {
        workers.start();
    }

    /** Stops in the middle of whatever is being done, as a node does that is taken down; nothing goes on after it. */
    @Override
    public void close() {
        workers.stop();
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a job does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
