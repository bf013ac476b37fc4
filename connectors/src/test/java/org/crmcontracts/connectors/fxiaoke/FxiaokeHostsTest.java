package org.crmcontracts.connectors.fxiaoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.tenants.secrets.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FxiaokeHostsTest {
    private final FxiaokeHosts hosts = new FxiaokeHosts(List.of(" 127.0.0.1:8090", "simulator.test", ""));

    @ParameterizedTest
    @CsvSource({
        "https://open.fxiaoke.com, https://open.fxiaoke.com",
        "https://OPEN-HWCLOUD.fxiaoke.com/, https://open-hwcloud.fxiaoke.com:443",
        "https://open-na.sharecrm.com, https://open-na.sharecrm.com",
        "http://127.0.0.1:8090, http://127.0.0.1:8090",
        "http://simulator.test:1, https://simulator.test"
    })
    void allowsTheCloudsAndWhatIsListed(String accounts, String api) {
        assertThatCode(() -> hosts.check(access(accounts, api))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "https://open.fxiaoke.com, http://open.fxiaoke.com",
        "http://open.fxiaoke.com, https://open.fxiaoke.com",
        "https://open.fxiaoke.com, https://www.fxiaoke.com",
        "https://open.fxiaoke.com, https://open.fxiaoke.com.evil.example",
        "https://open.fxiaoke.com, https://open.fxiaoke.com@10.0.0.1",
        "https://open.fxiaoke.com, https://open.fxiaoke.com:8443",
        "https://open.fxiaoke.com, https://open.fxiaoke.com/x",
        "https://open.fxiaoke.com, https://open.fxiaoke.com?x=1",
        "https://open.fxiaoke.com, https://169.254.169.254",
        "http://127.0.0.1:8091, http://127.0.0.1:8090",
        "file:///etc/passwd, https://open.fxiaoke.com"
    })
    void refusesEverythingElse(String accounts, String api) {
        assertThatThrownBy(() -> hosts.check(access(accounts, api)))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(CrmRefusal.Reason.HOST_NOT_ALLOWED));
    }

    private static CrmAccess access(String accounts, String api) {
        return new CrmAccess(
                UUID.randomUUID(),
                URI.create(accounts),
                URI.create(api),
                "id",
                Secret.of("secret"),
                Secret.of("code"),
                Map.of(),
                Secret.of(""));
    }
}
