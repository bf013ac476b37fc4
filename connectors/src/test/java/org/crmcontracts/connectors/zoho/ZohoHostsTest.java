package org.crmcontracts.connectors.zoho;

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

class ZohoHostsTest {
    private final ZohoHosts hosts = new ZohoHosts(List.of(" 127.0.0.1:8090", "simulator.test", ""));

    @ParameterizedTest
    @CsvSource({
        "https://accounts.zoho.com, https://www.zohoapis.com",
        "https://accounts.zoho.com.cn, https://www.zohoapis.com.cn/",
        "https://ACCOUNTS.zoho.eu, https://www.zohoapis.eu:443",
        "https://accounts.zohocloud.ca, https://www.zohoapis.ca",
        "http://127.0.0.1:8090, http://127.0.0.1:8090",
        "http://simulator.test:1, https://simulator.test"
    })
    void allowsZohoAndWhatIsListed(String accounts, String api) {
        assertThatCode(() -> hosts.check(access(accounts, api))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "http://accounts.zoho.com, https://www.zohoapis.com",
        "https://accounts.zoho.com, http://www.zohoapis.com",
        "https://accounts.zoho.com, https://www.zohoapis.com.evil.example",
        "https://accounts.zoho.com, https://www.zohoapis.com@10.0.0.1",
        "https://accounts.zoho.com, https://user@www.zohoapis.com",
        "https://accounts.zoho.com:8443, https://www.zohoapis.com",
        "https://accounts.zoho.com/x, https://www.zohoapis.com",
        "https://accounts.zoho.com?x=1, https://www.zohoapis.com",
        "https://accounts.zoho.com, https://169.254.169.254",
        "https://www.zohoapis.com, https://accounts.zoho.com",
        "http://127.0.0.1:8091, http://127.0.0.1:8090",
        "file:///etc/passwd, https://www.zohoapis.com",
        "mailto:a@simulator.test, https://www.zohoapis.com"
    })
    void refusesEverythingElse(String accounts, String api) {
        assertThatThrownBy(() -> hosts.check(access(accounts, api)))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(CrmRefusal.Reason.HOST_NOT_ALLOWED));
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.zohoapis.com, 7001, https://crm.zoho.com/crm/tab/Accounts/7001",
        "https://www.zohoapis.com.cn, 7001, https://crm.zoho.com.cn/crm/tab/Accounts/7001",
        "https://www.zohoapis.ca, 7001, https://crm.zohocloud.ca/crm/tab/Accounts/7001",
        "http://127.0.0.1:8090, 7001, ",
        "https://www.zohoapis.com, javascript:alert(1), "
    })
    void aRecordsPageIsZohosOwn(URI api, String id, URI page) {
        assertThat(ZohoHosts.page(api, "Accounts", id).orElse(null)).isEqualTo(page);
    }

    private static CrmAccess access(String accounts, String api) {
        return new CrmAccess(
                UUID.randomUUID(),
                URI.create(accounts),
                URI.create(api),
                "id",
                Secret.of("secret"),
                Secret.of("refresh"),
                Map.of(),
                Secret.of(""));
    }
}
