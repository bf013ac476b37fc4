package org.crmcontracts.tenants.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.secrets.SealedColumns;
import org.jspecify.annotations.Nullable;

/** The sealed columns of webhooks, for a rotation of keys. */
@ApplicationScoped
public class WebhookSecretColumns implements SealedColumns {
    private static final String CURRENT = "secret_sealed";
    private static final String PREVIOUS = "previous_secret_sealed";

    @Inject
    TenantSql sql;

    @Override
    public List<SealedText> texts() {
        List<SealedText> texts = new ArrayList<>();
        sql.query("select id, secret_sealed, previous_secret_sealed from webhook_endpoint order by id", row -> {
            UUID endpoint = row.getObject(1, UUID.class);
            add(texts, CURRENT, endpoint, row.getString(2));
            add(texts, PREVIOUS, endpoint, row.getString(3));
            return endpoint;
        });
        return texts;
    }

    private static void add(List<SealedText> texts, String column, UUID endpoint, @Nullable String sealed) {
        if (sealed != null) {
            texts.add(new SealedText(column + " " + endpoint, WebhookSecrets.context(endpoint), sealed));
        }
    }

    @Override
    public void replace(SealedText former, String sealed) {
        String[] place = former.place().split(" ");
        String column = place[0].equals(PREVIOUS) ? PREVIOUS : CURRENT;
        sql.update(
                "update webhook_endpoint set " + column + " = ? where id = ? and " + column + " = ?",
                sealed,
                UUID.fromString(place[1]),
                former.sealed());
    }
}
