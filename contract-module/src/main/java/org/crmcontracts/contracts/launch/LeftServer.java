package org.crmcontracts.contracts.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The embedded PostgreSQL outlives a program that is killed; on its data no second one can start. */
final class LeftServer {
    /** The file in which a PostgreSQL server says who it is: process, data, and when it started (in seconds of 1970). */
    private static final String WHO = "postmaster.pid";

    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

    private LeftServer() {}

    /**
     * Stops the server that still runs on these data. Only for one whose program is known to be gone.
     *
     * @throws IllegalStateException if it does not end within half a minute
     */
    static void stop(Path data) throws IOException {
        Path who = data.resolve(WHO);
        if (!Files.exists(who)) {
            return;
        }
        Optional<ProcessHandle> left = process(Files.readAllLines(who));
        if (left.isPresent()) {
            System.err.println("Stopping the PostgreSQL that was left on " + data);
            left.get().destroy();
            awaitEnd(left.get());
        }
    }

    // After a restart of the machine the number may be another program's.
    private static Optional<ProcessHandle> process(List<String> who) {
        if (who.size() < 3) {
            return Optional.empty();
        }
        Instant started = Instant.ofEpochSecond(Long.parseLong(who.get(2).strip()));
        return ProcessHandle.of(Long.parseLong(who.get(0).strip()))
                .filter(process -> process.info().command().orElse("").contains("postgres"))
                .filter(process -> process.info()
                        .startInstant()
                        .filter(at -> Duration.between(at, started).abs().compareTo(CLOCKS_DIFFER) < 0)
                        .isPresent());
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("The PostgreSQL with process " + process.pid() + " does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
