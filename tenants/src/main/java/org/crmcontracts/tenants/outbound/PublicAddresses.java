package org.crmcontracts.tenants.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses of the public Internet: all but the IANA special-purpose registries for IPv4 and IPv6 (RFC 6890 and
 * its updates, as of 2026-11), multicast, what is reserved, and addresses that lead to another one inside.
 */
final class PublicAddresses {
    private static final List<Block> CLOSED_V4 = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    // Azure's platform channel answers at this public address from inside every machine there.
                    "168.63.129.16/32",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.31.196.0/24",
                    "192.52.193.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "192.175.48.0/24",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .map(Block::of)
            .toList();

    /** Global unicast; all else (loopback, link-local, unique local, NAT64, mapped, multicast) is outside of it. */
    private static final Block GLOBAL_V6 = Block.of("2000::/3");

    private static final List<Block> CLOSED_V6 = Stream.of(
                    // IETF protocol assignments: Teredo, benchmarking, ORCHID.
                    "2001::/23",
                    "2001:db8::/32",
                    // 6to4 carries an IPv4 address.
                    "2002::/16",
                    "2620:4f:8000::/48",
                    "3fff::/20")
            .map(Block::of)
            .toList();

    private PublicAddresses() {}

    /** Java has turned IPv4-mapped addresses into IPv4 already. */
    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet6Address) {
            return GLOBAL_V6.has(bytes) && CLOSED_V6.stream().noneMatch(block -> block.has(bytes));
        }
        return CLOSED_V4.stream().noneMatch(block -> block.has(bytes));
    }

    private record Block(byte[] start, int bits) {
        static Block of(String cidr) {
            int slash = cidr.indexOf('/');
            try {
                return new Block(
                        InetAddress.getByName(cidr.substring(0, slash)).getAddress(),
                        Integer.parseInt(cidr.substring(slash + 1)));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(cidr, e);
            }
        }

        boolean has(byte[] address) {
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> (i % 8);
                if (((start[i / 8] ^ address[i / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
