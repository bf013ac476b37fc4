package org.crmcontracts.connectors.fxiaoke;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.jspecify.annotations.Nullable;

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

    private final Set<String> extra;

    /** Takes {@code host} (any port) or {@code host:port} entries; these hosts may be called by plain http. */
    FxiaokeHosts(List<String> extra) {
        this.extra = extra.stream()
                .map(entry -> entry.trim().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Tokens are granted where the API is: one cloud, one address. */
    void check(CrmAccess access) {
        check(access.apiUrl());
        if (!access.accountsUrl().equals(access.apiUrl())) {
            check(access.accountsUrl());
        }
    }

    private void check(URI url) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        boolean plain = isEmpty(url.getRawUserInfo())
                && (isEmpty(url.getRawPath()) || "/".equals(url.getRawPath()))
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
        boolean https = "https".equalsIgnoreCase(url.getScheme());
        boolean cloud = https && (url.getPort() == -1 || url.getPort() == 443) && CLOUDS.contains(host);
        boolean listed = (https || "http".equalsIgnoreCase(url.getScheme()))
                && !host.isEmpty()
                && (extra.contains(host) || extra.contains(host + ":" + url.getPort()));
        if (!plain || !(cloud || listed)) {
            throw new CrmRefusal(
                    CrmRefusal.Reason.HOST_NOT_ALLOWED, null, "Not a cloud of Fxiaoke or of the allow-list: " + host);
        }
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
