package org.crmcontracts.connectors.sync;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A node in a process of its own, which synchronises again and again until it is killed. */
final class SyncProcess {
    private static final long BREATH_MILLIS = 20;

    private SyncProcess() {}

    /** One tenant and its connection. */
    record Served(Tenant tenant, UUID connection) {}

    /**
     * Where the process waits to be killed.
     *
     * @param times how often it comes there, the last time included
     */
    record Crash(Node.Moment moment, String point, int times) {}

    /**
     * What a process is to do.
     *
     * @param now its clock begins here and then goes as any clock
     * @param crash null to work until it is killed
     */
    record Task(
            String url,
            String user,
            String password,
            URI door,
            Instant now,
            List<Served> served,
            @Nullable Crash crash) {}

    /** Starts one; its log is appended to the file. */
    static Process start(Task task, Path log) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    // It lives for a second or two.
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx128m",
                    SyncProcess.class.getName(),
                    CrmDoor.JSON.writeValueAsString(task));
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            File file = log.toFile();
            return builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(file))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Task task = CrmDoor.JSON.readValue(arguments[0], Task.class);
        CrmDoor.Visitor door = new CrmDoor.Visitor(task.door());
        Map<UUID, Crm> crms = new HashMap<>();
        task.served().forEach(served -> crms.put(served.connection(), door.crm(served.connection())));
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(task.url());
        source.setUser(task.user());
        source.setPassword(task.password());
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), task.now()));
        Node node = new Node(source, clock, crms);
        Crash crash = task.crash();
        if (crash != null) {
            AtomicInteger left = new AtomicInteger(crash.times());
            node.deaths = (moment, point) -> {
                if (moment == crash.moment() && point.equals(crash.point()) && left.decrementAndGet() == 0) {
                    door.reached();
                }
            };
        }
        for (Served served : task.served()) {
            Thread worker = new Thread(() -> work(node, served));
            worker.setDaemon(true);
            worker.start();
        }
        // Ends with the test that has started it.
        while (System.in.read() >= 0) {
            continue;
        }
    }

    private static void work(Node node, Served served) {
        while (true) {
            try {
                node.pulling.pull(served.tenant(), served.connection());
                Thread.sleep(BREATH_MILLIS);
            } catch (Problem e) {
                // Somebody has the lease: it ends.
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
