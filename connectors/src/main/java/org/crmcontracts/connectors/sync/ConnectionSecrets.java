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

    @Override
    public List<SealedText> texts() {
        List<SealedText> texts = new ArrayList<>();
        sql.query(
                "select id, client_secret_sealed, refresh_token_sealed from crm_connection order by id",
                row -> texts.add(text(row.getObject(1, UUID.class), Connections.CLIENT_SECRET, row.getString(2)))
                        && texts.add(text(row.getObject(1, UUID.class), Connections.REFRESH_TOKEN, row.getString(3))));
        return texts;
    }

    private static SealedText text(UUID connection, String field, String sealed) {
        return new SealedText(field + " " + connection, Connections.context(connection, field), sealed);
    }

    @Override
    public void replace(SealedText former, String sealed) {
        String[] place = former.place().split(" ");
        String column = place[0].equals(Connections.CLIENT_SECRET) ? "client_secret_sealed" : "refresh_token_sealed";
        sql.update(
                "update crm_connection set " + column + " = ? where id = ? and " + column + " = ?",
                sealed,
                UUID.fromString(place[1]),
                former.sealed());
    }
}
