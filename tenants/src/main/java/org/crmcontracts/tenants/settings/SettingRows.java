package org.crmcontracts.tenants.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.isolation.ListVersions;
import org.crmcontracts.tenants.isolation.ListVersions.VersionedList;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/** The tenant's own values, in the running transaction. */
@ApplicationScoped
public class SettingRows {
    @Inject
    TenantSql sql;

    @Inject
    ListVersions versions;

    record Rows(long version, Map<String, String> values) {}

    private record Row(long version, @Nullable String name, @Nullable String value) {}

    Rows read() {
        List<Row> rows = sql.query(
                "select v.version, s.name, s.value from list_version v left join tenant_setting s on true"
                        + " where v.list = 'SETTING'",
                row -> new Row(row.getLong(1), row.getString(2), row.getString(3)));
        Map<String, String> values = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.name() != null && row.value() != null) {
                values.put(row.name(), row.value());
            }
        }
        return new Rows(rows.get(0).version(), values);
    }

    /** Whether it was the expected version, which is now one more; others wait until the transaction ends. */
    boolean advance(long expected) {
        return versions.advance(VersionedList.SETTING, expected);
    }

    void put(String name, @Nullable String value) {
        if (value == null) {
            sql.update("delete from tenant_setting where name = ?", name);
        } else {
            sql.update(
                    "insert into tenant_setting (name, value) values (?, ?)"
                            + " on conflict (name) do update set value = excluded.value",
                    name,
                    value);
        }
    }
}
