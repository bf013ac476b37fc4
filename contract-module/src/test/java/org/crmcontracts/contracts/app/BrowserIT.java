package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Starts the product as the README says and lets Chromium do the main job by clicking, in both languages. */
class BrowserIT {
    @Test
    void theMainJobIsDoneByClickingInBothLanguages() throws Exception {
        String chromium = System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium");
        assumeTrue(Files.isExecutable(Path.of(chromium)), "No Chromium at " + chromium + ": browser test skipped");
        int host = ProductProcess.freePort();
        int zoho = ProductProcess.freePort();
        Path data = Files.createTempDirectory("crm-browser");
        Map<String, String> settings = Map.of(
                "CRM_DATA", data.toString(),
                "DEMO_HOST_PORT", String.valueOf(host),
                "DEMO_ZOHO_PORT", String.valueOf(zoho),
                "CONNECTORS_PUBLIC_URL", "https://contracts.example.com");
        // Killed once, so that all that follows is also true of a demo that is started again on its data.
        try (ProductProcess first = ProductProcess.start(settings, "CRM Contracts is ready")) {
            first.kill();
        }
        try (ProductProcess product = ProductProcess.start(settings, "CRM Contracts is ready")) {
            ProcessBuilder npm = new ProcessBuilder("npm", "test", "--silent");
            npm.directory(Path.of("src/main/ui").toFile());
            npm.environment().put("BASE_URL", product.base.toString());
            npm.environment().put("HOST_URL", "http://localhost:" + host);
            npm.environment().put("ZOHO_PORT", String.valueOf(zoho));
            npm.environment().put("CHROMIUM", chromium);
            npm.environment()
                    .putIfAbsent(
                            "SHOTS",
                            Path.of("target/screenshots").toAbsolutePath().toString());
            Path log = Path.of("target/browser.log");
            Process run =
                    npm.redirectErrorStream(true).redirectOutput(log.toFile()).start();
            boolean ended = run.waitFor(10, TimeUnit.MINUTES);
            if (!ended) {
                run.destroyForcibly();
            }
            assertThat(ended).as("ended in time").isTrue();
            assertThat(run.exitValue()).as(Files.readString(log)).isZero();
        }
    }
}
