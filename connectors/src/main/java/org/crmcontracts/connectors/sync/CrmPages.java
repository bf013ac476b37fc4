package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.crmcontracts.connectors.customer.RecordPages;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.RemoteKind;

/** Asks the vendors' connectors. */
@ApplicationScoped
class CrmPages implements RecordPages {
    @Inject
    @Any
    Instance<CrmFactory> factories;

    @Override
    public Optional<URI> page(String provider, String apiUrl, boolean contact, String externalId) {
        return factories.stream()
                .filter(factory -> factory.provider().equals(provider))
                .findFirst()
                .flatMap(factory -> factory.page(
                        URI.create(apiUrl), contact ? RemoteKind.CONTACT : RemoteKind.ACCOUNT, externalId));
    }
}
