package org.crmcontracts.connectors.sync;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;

/** Processor time of this process and of the embedded database, as Linux counts it: what others do does not count. */
final class Processors {
    /** Fields of {@code /proc/<pid>/stat} (proc(5)), counted from behind the command's name. */
    private static final int PARENT = 1;

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;
    private static final int MILLIS_PER_TICK = 10;

    private Processors() {}

    /** Of both together, since they were started. */
    static Duration used() throws SQLException, IOException {
        long ticks = 0;
        String postmaster = postmaster();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                String[] stat = stat(process);
                if (process.getFileName().toString().equals(postmaster)) {
                    // Of those that have ended as well.
                    ticks += ticks(stat, USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM);
                } else if (stat.length > SYSTEM && stat[PARENT].equals(postmaster)) {
                    ticks += ticks(stat, USER, SYSTEM);
                }
            }
        }
        long own = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        return Duration.ofNanos(own).plusMillis(ticks * MILLIS_PER_TICK);
    }

    private static String postmaster() throws SQLException, IOException {
        try (Connection connection = EmbeddedDatabase.admin("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return stat(Path.of("/proc", row.getString(1)))[PARENT];
        }
    }

    private static long ticks(String[] stat, int... fields) {
        long ticks = 0;
        for (int field : fields) {
            ticks += Long.parseLong(stat[field]);
        }
        return ticks;
    }

    private static String[] stat(Path process) {
        try {
            String line = Files.readString(process.resolve("stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }

    /** The most that was ever on the heap, in megabytes; with rubbish that nobody had to collect. */
    static long mostHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                >> 20;
    }

    /** What is in use behind a collection, in megabytes. */
    static long heap() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                >> 20;
    }
}
