package org.crmcontracts.tenants.isolation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The versions of lists that are read and replaced as a whole; runs in the caller's transaction. */
@ApplicationScoped
public class ListVersions {
    @Inject
    TenantSql sql;

    /** The lists of a tenant that have one version for all their rows. */
    public enum VersionedList {
        ROLE_MAPPING,
        TEAM_MAPPING,
        SETTING,
        AUDIT_RECIPIENT
    }

    public long of(VersionedList list) {
        return sql.first("select version from list_version where list = ?", row -> row.getLong(1), list.name())
                .orElseThrow();
    }

    /** Whether it was the expected version, which is now one more; others wait until the transaction ends. */
    public boolean advance(VersionedList list, long expected) {
        return sql.update(
                        "update list_version set version = version + 1 where list = ? and version = ?",
                        list.name(),
                        expected)
                == 1;
    }
}
