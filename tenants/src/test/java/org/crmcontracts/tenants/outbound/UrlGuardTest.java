package org.crmcontracts.tenants.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlGuardTest {
    private final UrlGuard guard = new UrlGuard(List.of("intranet:8080", "10.0.0.7", "[::1]:9000"));

    static Stream<String> hostile() {
        return Stream.of(
                // Schemes
                "http://hooks.example.com/",
                "ftp://hooks.example.com/",
                "file:///etc/passwd",
                "gopher://hooks.example.com/",
                "jar:https://hooks.example.com/a.jar!/",
                "javascript:alert(1)",
                "data:text/plain,x",
                "ldap://hooks.example.com/",
                "netdoc:///etc/passwd",
                "unix:///var/run/docker.sock",
                "//hooks.example.com/",
                "/hooks",
                "hooks.example.com",
                "https:hooks.example.com",
                "https:/hooks.example.com",
                "https://",
                "https:///path",
                "https:",
                "",
                " ",
                // Ports
                "https://hooks.example.com:80/",
                "https://hooks.example.com:22/",
                "https://hooks.example.com:8443/",
                "https://hooks.example.com:0/",
                "https://hooks.example.com:65536/",
                "https://hooks.example.com:-443/",
                "https://hooks.example.com:443:80/",
                "https://hooks.example.com:4 43/",
                // IPv4 in all its spellings
                "https://127.0.0.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://0/",
                "https://0.0.0.0/",
                "https://2130706433/",
                "https://017700000001/",
                "https://0177.0.0.1/",
                "https://0x7f.1/",
                "https://0x7f.0.0.1/",
                "https://0x7f000001/",
                "https://0X7F000001/",
                "https://127.0.0.0x1/",
                "https://127.0.0.01/",
                "https://127.000.000.001/",
                "https://4294967297/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://2852039166/",
                "https://0xA9FEA9FE/",
                "https://192.168.0.1./",
                "https://8.8.8.8/",
                "https://256.256.256.256/",
                "https://1.2.3.4.5/",
                "https://127.0.0.1.:443/",
                // IPv6
                "https://[::1]/",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[fe80::1%25eth0]/",
                "https://[fe80::1%eth0]/",
                "https://[fd00:ec2::254]/",
                "https://[2606:4700::1111]/",
                "https://[::1/",
                "https://::1/",
                "https://[0:0:0:0:0:0:0:1]/",
                // Names that are no public names
                "https://localhost/",
                "https://LOCALHOST/",
                "https://localhost./",
                "https://metadata/",
                "https://intranet/",
                "https://hooks.example.com./",
                "https://hooks..example.com/",
                "https://.example.com/",
                "https://-hooks.example.com/",
                "https://hooks-.example.com/",
                "https://hooks_1.example.com/",
                "https://hooks.example.1com/",
                "https://hooks.example.123/",
                "https://*.example.com/",
                "https://" + "a".repeat(64) + ".example.com/",
                "https://" + "a.".repeat(130) + "com/",
                // User information, and what hides the true host
                "https://hooks.example.com@127.0.0.1/",
                "https://user@hooks.example.com/",
                "https://user:secret@hooks.example.com/",
                "https://@hooks.example.com/",
                "https://127.0.0.1#@hooks.example.com/",
                "https://127.0.0.1?@hooks.example.com/",
                "https://hooks.example.com\\@127.0.0.1/",
                "https://hooks.example.com%00.evil.example/",
                "https://hooks.example.com%2f@127.0.0.1/",
                "https://127.0.0.1%23.hooks.example.com/",
                "https:\\\\hooks.example.com\\",
                "https://hooks.example.com/#fragment",
                // Dots and digits that are not ASCII
                "https://127。0。0。1/",
                "https://hooks。example.com/",
                "https://hooks．example．com/",
                "https://hooks｡example.com/",
                "https://①②⑦.⓪.⓪.①/",
                "https://ⓛocalhost/",
                "https://lоcalhost.example.com/",
                "https://hooks.exam\u00adple.com/",
                "https://hooks.example.com\u200b/",
                // White space and control characters
                "https://hooks.example.com/ ",
                " https://hooks.example.com/",
                "https://hooks.example.com/\r\nX: y",
                "https://hooks.example.com\t/",
                "https://hooks.example.com\n.evil.example/",
                "ht\ntps://hooks.example.com/",
                "https://hooks.example.com/\u0000",
                "https://hooks.example.com/a b",
                "https://hooks.example.com/[x]",
                // Neighbours of what the operator listed
                "http://intranet:8081/",
                "http://intranet/",
                "http://intranet.evil.example:8080/",
                "http://intranet:8080@evil.example/",
                "http://u@intranet:8080/",
                "ftp://intranet:8080/",
                "http://10.0.0.70/",
                "http://0xa.0.0.7/",
                "http://167772167/",
                "http://[::1]:9001/",
                "https://hooks.example.com/" + "a".repeat(2_000));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileUrlIsRefusedByItsForm(String url) {
        assertThat(guard.isGood(url)).isFalse();
        assertThatThrownBy(() -> guard.target(url)).isInstanceOf(AddressRefused.class);
    }

    @Test
    void hostileFormsAreManyAndDifferent() {
        assertThat(hostile()).hasSizeGreaterThanOrEqualTo(80).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/",
                "https://hooks.example.com",
                "HTTPS://Hooks.Example.COM/A?b=c&d=%20",
                "https://hooks.example.com:443/x",
                "https://xn--fiqs8s.xn--fiqs8s/x",
                "https://a-b.c1.example/",
                "http://intranet:8080/hook",
                "https://intranet:8080/hook",
                "http://10.0.0.7/",
                "https://10.0.0.7:8443/",
                "http://[::1]:9000/"
            })
    void goodUrlIsTaken(String url) {
        assertThat(guard.isGood(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "::a00:1",
                "64:ff9b::a00:1",
                "64:ff9b:1::a00:1",
                "100::1",
                "2001::1",
                "2001:2::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void addressThatIsNotPublicIsRefused(String address) throws Exception {
        UrlGuard.Target target = guard.target("https://hooks.example.com/");
        List<InetAddress> mixed = List.of(InetAddress.getByName("93.184.216.34"), InetAddress.getByName(address));
        assertThatThrownBy(() -> guard.check(target, mixed)).isInstanceOf(AddressRefused.class);
        assertThat(PublicAddresses.contains(mixed.get(1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "93.184.216.34",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void publicAddressIsTaken(String address) throws Exception {
        guard.check(guard.target("https://hooks.example.com/"), List.of(InetAddress.getByName(address)));
        assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void listedHostMayHaveAnyAddressButMustHaveOne() throws Exception {
        UrlGuard.Target listed = guard.target("http://intranet:8080/");
        guard.check(listed, List.of(InetAddress.getLoopbackAddress()));
        assertThatThrownBy(() -> guard.check(listed, List.of())).isInstanceOf(AddressRefused.class);
    }
}
