package org.crmcontracts.contracts.launch;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Where a PostgreSQL server is and as whom to log in. Never printed: it carries a password. */
public record DatabaseAccess(String url, String user, String password) {
    static DatabaseAccess fromSettings() {
        return new DatabaseAccess(
                Services.setting("DB_URL", ""), Services.setting("DB_USER", ""), Services.setting("DB_PASSWORD", ""));
    }

    /** A data source without a pool: the launcher makes a handful of connections in its life. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    @Override
    public String toString() {
        return "DatabaseAccess[" + url + "]";
    }
}
