package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.secrets.SealedColumns;

/** The sealed columns of connections, for a rotation of keys. */
@ApplicationScoped
public class ConnectionSecrets implements SealedColumns {
    @Inject
    TenantSql sql;

    /** Each sealed column with its table, the table's key and what its texts are sealed for. */
    private record Column(String table, String key, String name, String field) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("crm_connection", "id", "client_secret_sealed", Connections.CLIENT_SECRET),
            new Column("crm_connection", "id", "refresh_token_sealed", Connections.REFRESH_TOKEN),
            new Column("crm_connection", "id", "notice_secret_sealed", Connections.NOTICE_SECRET),
            new Column("crm_session", "connection_id", "token_sealed", Connections.TOKEN));

    @Override
    public List<SealedText> texts() {
        List<SealedText> texts = new ArrayList<>();
        for (Column column : COLUMNS) {
            sql.query(
                    "select " + column.key() + ", " + column.name() + " from " + column.table() + " where "
                            + column.name() + " is not null order by 1",
                    row -> texts.add(text(row.getObject(1, UUID.class), column.field(), row.getString(2))));
        }
        return texts;
    }

    private static SealedText text(UUID connection, String field, String sealed) {
        return new SealedText(field + " " + connection, Connections.context(connection, field), sealed);
    }

    @Override
    public void replace(SealedText former, String sealed) {
        String[] place = former.place().split(" ");
        Column column = COLUMNS.stream()
                .filter(one -> one.field().equals(place[0]))
                .findFirst()
                .orElseThrow();
        sql.update(
                "update " + column.table() + " set " + column.name() + " = ? where " + column.key() + " = ? and "
                        + column.name() + " = ?",
                sealed,
                UUID.fromString(place[1]),
                former.sealed());
    }
}
