package org.crmcontracts.connectors.zoho;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Connects to Zoho CRM in any of its data centres, and to hosts that the operator listed. */
@ApplicationScoped
public class ZohoCrmFactory implements CrmFactory {
    /** zoho/zohocrm-java-sdk-8.0, classes *DataCenter, read 2026-11. */
    private static final Set<String> HOSTS = Set.of(
            "accounts.zoho.com",
            "accounts.zoho.eu",
            "accounts.zoho.in",
            "accounts.zoho.com.au",
            "accounts.zoho.jp",
            "accounts.zoho.com.cn",
            "accounts.zohocloud.ca",
            "accounts.zoho.sa",
            "www.zohoapis.com",
            "www.zohoapis.eu",
            "www.zohoapis.in",
            "www.zohoapis.com.au",
            "www.zohoapis.jp",
            "www.zohoapis.com.cn",
            "www.zohoapis.ca",
            "www.zohoapis.sa");

    private final CamelRuntime camel;
    private final Clock clock;
    private final Set<String> extraHosts;
    private final Map<UUID, ZohoSession> sessions = new ConcurrentHashMap<>();

    /** For the container's proxy. */
    protected ZohoCrmFactory() {
        this(new CamelRuntime(), Clock.systemUTC(), Optional.empty());
    }

    @Inject
    public ZohoCrmFactory(
            CamelRuntime camel,
            Clock clock,
            @ConfigProperty(name = "connectors.zoho.allowed-hosts") Optional<String> extraHosts) {
        this.camel = camel;
        this.clock = clock;
        this.extraHosts = Arrays.stream(extraHosts.orElse("").split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String provider() {
        return "zoho";
    }

    @Override
    public void check(CrmAccess access) {
        check(access.accountsUrl());
        check(access.apiUrl());
    }

    /** The list of hosts is the guard against requests into the operator's own network. */
    private void check(URI address) {
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        boolean extra = extraHosts.contains(host);
        boolean zoho = HOSTS.contains(host) && "https".equals(address.getScheme()) && address.getPort() == -1;
        boolean plain = (address.getRawPath() == null || address.getRawPath().isEmpty())
                && address.getRawQuery() == null
                && address.getRawUserInfo() == null;
        if (!plain || !(zoho || (extra && Set.of("http", "https").contains(address.getScheme())))) {
            throw new CrmRefusal(CrmRefusal.Reason.HOST_NOT_ALLOWED, null);
        }
    }

    @Override
    public Crm connect(CrmAccess access) {
        check(access);
        // Zoho grants ten access tokens in ten minutes: a session outlives a run.
        ZohoSession session =
                sessions.computeIfAbsent(access.connectionId(), id -> new ZohoSession(access, camel, clock));
        return new ZohoCrm(access, camel, session);
    }
}
