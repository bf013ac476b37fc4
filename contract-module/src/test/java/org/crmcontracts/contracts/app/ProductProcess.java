package org.crmcontracts.contracts.app;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The built distribution in a process of its own, as a user starts it with {@code java -jar}. */
final class ProductProcess implements AutoCloseable {
    private final Process process;
    private final Path log;
    final URI base;

    private ProductProcess(Process process, Path log, URI base) {
        this.process = process;
        this.log = log;
        this.base = base;
    }

    /**
     * @param settings environment variables; HTTP_PORT is chosen when absent
     * @param sign the line that tells that it is ready
     */
    static ProductProcess start(Map<String, String> settings, String sign) throws Exception {
        int port = freePort();
        Path log = Files.createTempFile("crm-contracts", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx768m");
        settings.forEach((name, value) -> {
            if (name.contains(".")) {
                command.add("-D" + name + "=" + value);
            }
        });
        command.add("-jar");
        command.add(Path.of(System.getProperty("crm.dist"), "crm-contracts.jar").toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("HTTP_PORT", String.valueOf(port));
        settings.forEach(builder.environment()::put);
        ProductProcess product = new ProductProcess(
                builder.start(),
                log,
                URI.create("http://localhost:" + builder.environment().get("HTTP_PORT")));
        product.await(sign);
        return product;
    }

    private void await(String sign) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (System.nanoTime() < end) {
            if (Files.readString(log).contains(sign)) {
                return;
            }
            if (!process.isAlive()) {
                throw new AssertionError("The product ended early:\n" + Files.readString(log));
            }
            Thread.sleep(200);
        }
        close();
        throw new AssertionError("The product did not say '" + sign + "':\n" + Files.readString(log));
    }

    long pid() {
        return process.pid();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            kill();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
