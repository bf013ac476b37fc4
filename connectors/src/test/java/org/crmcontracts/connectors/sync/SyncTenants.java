package org.crmcontracts.connectors.sync;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.crmcontracts.tenants.provisioning.IssuerSpec;
import org.crmcontracts.tenants.provisioning.NewTenant;
import org.crmcontracts.tenants.provisioning.Provisioning;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;

/** A database of its own with some tenants, for tests of the sync. */
record SyncTenants(DataSource app, List<Tenant> tenants) {
    static SyncTenants provision(String database, int count) {
        EmbeddedDatabase.start();
        EmbeddedDatabase.createDatabase(database);
        String role = database + "_app";
        return provision(
                database, role, EmbeddedDatabase.admin(database), EmbeddedDatabase.as(database, role, "a"), count);
    }

    /** In a database that is there. */
    static SyncTenants provision(String name, String role, DataSource admin, DataSource app, int count) {
        Provisioning provisioning = new Provisioning(admin, role);
        provisioning.ensureAppRole("a");
        provisioning.migratePlatform();
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            tenants.add(provisioning.provision(new NewTenant(
                    name.replace("_", "") + i,
                    "Tenant " + i,
                    Locale.ENGLISH,
                    ZoneId.of("UTC"),
                    "EUR",
                    new IssuerSpec("https://i" + i + ".example", "a", "{\"keys\":[]}", List.of()))));
        }
        return new SyncTenants(app, tenants);
    }
}
