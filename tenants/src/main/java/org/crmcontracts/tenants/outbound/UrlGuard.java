package org.crmcontracts.tenants.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which addresses a tenant may make the server call. Pure: it resolves and connects nothing.
 *
 * <p>A host must be a DNS name in ASCII. So no spelling of an IP address (octal, hexadecimal, short, decimal, IPv6) is
 * ever interpreted, and one that is listed by the operator is taken literally.
 */
public final class UrlGuard {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int MAX_LENGTH = 2_000;
    private static final int MAX_NAME = 253;
    private static final Pattern DNS_NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private final Set<String> listed;
    private final int openPort;

    /**
     * @param listed {@code host} (any port) or {@code host:port} entries of the operator, which may be called by plain
     *     http and at any address
     */
    public UrlGuard(Collection<String> listed) {
        this(listed, HTTPS_PORT);
    }

    /** With another port than 443 for hosts that are not listed, as a test cannot listen there. */
    UrlGuard(Collection<String> listed, int openPort) {
        this.listed = listed.stream()
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        this.openPort = openPort;
    }

    /**
     * A URL whose form is good.
     *
     * @param host in lower case, IPv6 in brackets
     * @param port as it will be connected to
     * @param isListed whether the operator allows it at any address
     */
    record Target(URI uri, String scheme, String host, int port, boolean isListed) {}

    /** Whether the form of the URL is good; its addresses are looked at when it is called. */
    public boolean isGood(String url) {
        try {
            target(url);
            return true;
        } catch (AddressRefused e) {
            return false;
        }
    }

    Target target(String url) throws AddressRefused {
        URI uri = parse(url);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean https = scheme.equals("https");
        if (!https && !scheme.equals("http")) {
            throw new AddressRefused("not https");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new AddressRefused("the URL must be scheme, host and path");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        int port = uri.getPort() == -1 ? (https ? HTTPS_PORT : HTTP_PORT) : uri.getPort();
        if (listed.contains(host) || listed.contains(host + ":" + port)) {
            return new Target(uri, scheme, host, port, true);
        }
        if (!https || port != openPort) {
            throw new AddressRefused("only https at port " + openPort);
        }
        // A name that ends in digits would be read as an IPv4 address by some resolvers.
        if (host.length() > MAX_NAME || !DNS_NAME.matcher(host).matches()) {
            throw new AddressRefused("not a DNS name");
        }
        return new Target(uri, scheme, host, port, false);
    }

    private static URI parse(String url) throws AddressRefused {
        if (url.length() > MAX_LENGTH || !url.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new AddressRefused("too long, or more than ASCII");
        }
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new AddressRefused("not a URL");
        }
    }

    /** Refuses unless every address may be called: which of them a connection takes is not ours to choose. */
    void check(Target target, List<InetAddress> addresses) throws AddressRefused {
        if (addresses.isEmpty()) {
            throw new AddressRefused("no address");
        }
        for (InetAddress address : addresses) {
            if (!target.isListed() && !PublicAddresses.contains(address)) {
                throw new AddressRefused("an address of " + target.host() + " is not public");
            }
        }
    }

    /**
     * Refuses unless every address of the host may be called; for clients that connect by themselves.
     *
     * @param host as it is in the URL
     */
    public void check(String host, int port, List<InetAddress> addresses) throws AddressRefused {
        String name = host.toLowerCase(Locale.ROOT);
        boolean open = listed.contains(name) || listed.contains(name + ":" + port);
        if (addresses.isEmpty() || !(open || addresses.stream().allMatch(PublicAddresses::contains))) {
            throw new AddressRefused("an address of " + name + " is not public");
        }
    }
}
