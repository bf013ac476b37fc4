package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.crmcontracts.connectors.zoho.ZohoSimulator;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators see of the calls to CRMs. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CallsServerIT {
    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    private URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    @Test
    void callsAndRoutesAreInMetricsAndHealth() throws Exception {
        ZohoSimulator zoho = new ZohoSimulator();
        zoho.put("Accounts", Map.of("Account_Name", "Customer"));
        String address = "http://localhost:" + zoho.start(0);
        TestTenant tenant = TestTenant.create();
        ApiClient admin = tenant.as(base(), "admin");
        String connection = ZohoConnection.connect(admin, ZohoConnection.facts(address));
        admin.post("/connections/" + connection + "/runs", Map.of(), null).expect(202);
        String metrics = text("/metrics");
        long end = System.nanoTime() + 60_000_000_000L;
        while (!metrics.contains("way=\"zoho\"") && System.nanoTime() < end) {
            Thread.sleep(200);
            metrics = text("/metrics");
        }

        assertThat(metrics)
                .contains("connectors_calls")
                .contains("way=\"zoho\"")
                .doesNotContain(connection);
        assertThat(text("/health")).contains("connectors", "\"zoho-read\":\"up\"", "\"zoho-send\":\"up\"");
        zoho.stop();
    }

    private String text(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(base().resolve(path))
                                .header("Accept", path.equals("/metrics") ? "text/plain" : "application/json")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
