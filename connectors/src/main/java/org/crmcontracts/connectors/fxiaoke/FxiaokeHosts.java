package org.crmcontracts.connectors.fxiaoke;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.transport.HostList;

/** The hosts that a connection may name: Fxiaoke's clouds, and those that the operator lists. */
final class FxiaokeHosts {
    /** Openapi v2, "hosts of the clouds", read 2026-11; a tenant lives in one of them, and nothing tells in which. */
    private static final Set<String> CLOUDS = Set.of(
            "open.fxiaoke.com",
            "open-hwcloud.fxiaoke.com",
            "open-ale.fxiaoke.com",
            "open-hws.fxiaoke.com",
            "open-ksc.sharecrm.com",
            "open-na.sharecrm.com");

    private final HostList list;

    /** Takes {@code host} (any port) or {@code host:port} entries; these hosts may be called by plain http. */
    FxiaokeHosts(List<String> extra) {
        list = new HostList(extra);
    }

    /** Tokens are granted where the API is, but a connection holds both addresses. */
    void check(CrmAccess access) {
        for (URI url : List.of(access.apiUrl(), access.accountsUrl())) {
            if (!list.allows(url, CLOUDS)) {
                throw new CrmRefusal(
                        CrmRefusal.Reason.HOST_NOT_ALLOWED,
                        null,
                        "Not a cloud of Fxiaoke or of the allow-list: " + url.getHost());
            }
        }
    }
}
