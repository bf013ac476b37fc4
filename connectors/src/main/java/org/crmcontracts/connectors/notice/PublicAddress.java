package org.crmcontracts.connectors.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where CRMs reach this installation, from the setting {@code connectors.public-url}: by https and without a query.
 * Without it no CRM is given an address, and changes come by pulls only.
 */
@ApplicationScoped
public class PublicAddress {
    private static final System.Logger LOG = System.getLogger(PublicAddress.class.getName());

    private final Optional<String> base;

    /** For the container's proxies only. */
    protected PublicAddress() {
        this(Optional.empty());
    }

    @Inject
    public PublicAddress(@ConfigProperty(name = "connectors.public-url") Optional<String> setting) {
        base = setting.map(String::strip).filter(text -> !text.isEmpty()).flatMap(PublicAddress::base);
    }

    private static Optional<String> base(String text) {
        try {
            URI uri = URI.create(text);
            if ("https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null) {
                return Optional.of(text.replaceAll("/+$", ""));
            }
        } catch (IllegalArgumentException e) {
            // Told below, as what is no address at all.
        }
        LOG.log(
                System.Logger.Level.ERROR,
                "the setting connectors.public-url is no plain https address and is ignored");
        return Optional.empty();
    }

    boolean isSet() {
        return base.isPresent();
    }

    /** Names the address under which a connection's channel is opened, without its word. */
    Optional<String> base() {
        return base;
    }

    Optional<URI> of(String word) {
        return base.map(known -> URI.create(known + "/api/v1/crm-notices/" + word));
    }
}
