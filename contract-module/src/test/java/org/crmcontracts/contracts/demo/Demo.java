package org.crmcontracts.contracts.demo;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.crmcontracts.connectors.zoho.ZohoSimulator;
import org.crmcontracts.contracts.launch.DatabaseAccess;
import org.crmcontracts.tenants.provisioning.IssuerSpec;
import org.crmcontracts.tenants.provisioning.NewTenant;
import org.crmcontracts.tenants.provisioning.Provisioning;

/** Starts the demo: provisions the two tenants, then serves their host CRM and their Zoho CRM. */
public final class Demo {
    private Demo() {}

    /**
     * Called by the launcher by name.
     *
     * @param settings base, admin.url, admin.user, admin.password, app.user, data, host.port, zoho.port
     * @return fills the tenants through the public API and prints the address; to be run when the server is ready
     */
    public static Runnable start(Map<String, String> settings) throws Exception {
        String base = settings.get("base");
        int hostPort = Integer.parseInt(settings.get("host.port"));
        int zohoPort = Integer.parseInt(settings.get("zoho.port"));
        String hostUrl = "http://localhost:" + hostPort;
        DemoKeys keys = DemoKeys.readOrCreate(Path.of(settings.get("data")).resolve("demo-keys.json"));
        DataSource admin = new DatabaseAccess(
                        settings.get("admin.url"), settings.get("admin.user"), settings.get("admin.password"))
                .dataSource();
        Provisioning provisioning = new Provisioning(admin, settings.get("app.user"));
        List<DemoTenant> tenants = List.of(
                new DemoTenant("acme-cn", "星河智能科技有限公司", Locale.SIMPLIFIED_CHINESE, "Asia/Shanghai", "CNY", zohoPort),
                new DemoTenant(
                        "globex-en", "Globex Instruments Ltd", Locale.ENGLISH, "Europe/London", "USD", zohoPort + 1));
        for (DemoTenant tenant : tenants) {
            provisioning.provision(new NewTenant(
                    tenant.key(),
                    tenant.name(),
                    tenant.locale(),
                    ZoneId.of(tenant.zone()),
                    tenant.currency(),
                    new IssuerSpec(
                            tenant.issuer(hostUrl), DemoTenant.AUDIENCE, keys.publicJwks(), List.of(hostUrl, base))));
        }
        ZohoSimulator chinese = new ZohoSimulator();
        chinese.seedChinese();
        chinese.start(zohoPort);
        ZohoSimulator english = new ZohoSimulator();
        english.seedEnglish();
        english.start(zohoPort + 1);
        System.setProperty("connectors.zoho.allowed-hosts", "localhost");
        new DemoHost(base, hostUrl, keys, tenants).start(hostPort);
        return () -> {
            for (DemoTenant tenant : tenants) {
                new DemoData(base, tenant, keys, hostUrl).fill();
            }
            System.out.println("\n  CRM Contracts is ready.\n\n    Open  " + hostUrl
                    + "/   (a demo host CRM with the module on its page)\n    API   " + base
                    + "/openapi\n\n  Data stay in " + settings.get("data") + ". Stop with Ctrl-C.\n");
        };
    }
}
