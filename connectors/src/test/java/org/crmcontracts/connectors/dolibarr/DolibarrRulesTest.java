package org.crmcontracts.connectors.dolibarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.Notice;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.secrets.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dolibarr's pure rules: local times, names, notices, addresses. */
class DolibarrRulesTest {
    private static final DateTimeFormatter SQL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** Whatever was modified later has a local time that the filter does not leave out, in every zone of the world. */
    @Property(tries = 2_000)
    void noLaterChangeHasAnEarlierLocalTime(
            @ForAll("zones") String zoneName,
            @ForAll @LongRange(min = 1_577_836_800, max = 1_893_456_000) long since,
            @ForAll @LongRange(min = 0, max = 40_000_000) long later) {
        ZoneId zone = ZoneId.of(zoneName);
        Instant moment = Instant.ofEpochSecond(since);
        String changed = SQL.format(LocalDateTime.ofInstant(moment.plusSeconds(later), zone));

        assertThat(DolibarrTimes.atOrBefore(moment, zone)).isLessThanOrEqualTo(changed);
        assertThat(DolibarrTimes.atOrBefore(moment, null)).isLessThanOrEqualTo(changed);
    }

    /** Close to a change of clocks, where it matters. */
    @Property(tries = 2_000)
    void norWhenClocksArePutBack(
            @ForAll("zones") String zoneName,
            @ForAll @LongRange(min = -7_300, max = 7_300) long around,
            @ForAll @LongRange(min = 0, max = 10_000) long later) {
        ZoneId zone = ZoneId.of(zoneName);
        var transition = zone.getRules().nextTransition(Instant.parse("2026-06-01T00:00:00Z"));
        Instant change = transition == null ? Instant.parse("2026-06-01T00:00:00Z") : transition.getInstant();
        Instant moment = change.plusSeconds(around);
        String changed = SQL.format(LocalDateTime.ofInstant(moment.plusSeconds(later), zone));

        assertThat(DolibarrTimes.atOrBefore(moment, zone)).isLessThanOrEqualTo(changed);
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of(
                "Europe/Paris",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Shanghai",
                "UTC",
                "America/Sao_Paulo",
                "Pacific/Apia",
                "Asia/Kolkata",
                "Etc/GMT+12",
                "Africa/Casablanca");
    }

    @Test
    void takesANoticeOnlyFromWhoShowsTheSecret() {
        String basic =
                "Basic " + Base64.getEncoder().encodeToString("dolibarr:s3cret".getBytes(StandardCharsets.UTF_8));
        String body = "{\"triggercode\":\"COMPANY_MODIFY\",\"object\":{\"id\":\"17\"}}";

        for (String authorization : List.of("Bearer s3cret", "bearer  s3cret", basic)) {
            assertThat(notice("s3cret", authorization, body))
                    .isEqualTo(new Notice(Map.of(RemoteKind.ACCOUNT, Set.of("17")), null));
        }
        for (String authorization : List.of("", "Bearer", "Bearer S3cret", "Basic s3cret", "Basic ???", "s3cret")) {
            assertForged("s3cret", authorization, body);
        }
        assertForged("", "Bearer ", body);
        assertForged(" ", "Bearer  ", body);
    }

    @ParameterizedTest
    @CsvSource({
        "CONTACT_DELETE, 5, CONTACT",
        "USER_MODIFY, 5, USER",
        "CONTRACT_VALIDATE, 5,",
        "COMPANY_MODIFY, x,",
        "'', 5,"
    })
    void readsWhichRecordANoticeIsAbout(String trigger, String id, RemoteKind kind) {
        String body = "{\"triggercode\":\"" + trigger + "\",\"object\":{\"id\":\"" + id + "\"}}";

        assertThat(notice("s3cret", "Bearer s3cret", body).changed())
                .isEqualTo(kind == null ? Map.of() : Map.of(kind, Set.of(id)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://erp.example.com, https://erp.example.com/api/index.php",
        "https://erp.example.com/, https://erp.example.com/api/index.php",
        "https://erp.example.com/dolibarr/htdocs/, https://erp.example.com/dolibarr/htdocs/api/index.php",
        "https://erp.example.com/api/index.php/, https://erp.example.com/api/index.php",
        "http://dolibarr.internal:8080/x, http://dolibarr.internal:8080/x/api/index.php"
    })
    void findsTheApi(String given, String base) {
        assertThatCode(() -> hosts().check(access(given))).doesNotThrowAnyException();
        assertThat(DolibarrHosts.base(URI.create(given))).isEqualTo(base);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://erp.example.com",
                "https://erp.example.com:8443",
                "https://127.0.0.1",
                "https://[::1]",
                "https://0x7f.1",
                "https://localhost",
                "https://user:secret@erp.example.com",
                "https://erp.example.com?x=1",
                "https://erp.example.com#x",
                "ftp://erp.example.com",
                "file:///etc/passwd"
            })
    void callsNoAddressOfABadForm(String given) {
        assertThatThrownBy(() -> hosts().check(access(given)))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(CrmRefusal.Reason.HOST_NOT_ALLOWED));
    }

    private static DolibarrHosts hosts() {
        return new DolibarrHosts(List.of("dolibarr.internal:8080"));
    }

    private static CrmAccess access(String url) {
        return new CrmAccess(
                UUID.randomUUID(),
                URI.create(url),
                URI.create(url),
                "",
                Secret.of("key"),
                Secret.of(""),
                Map.of(),
                Secret.of(""));
    }

    private static Notice notice(String secret, String authorization, String body) {
        return DolibarrNotices.notice(
                Secret.of(secret), Map.of("authorization", authorization), body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertForged(String secret, String authorization, String body) {
        assertThatThrownBy(() -> notice(secret, authorization, body))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(CrmRefusal.Reason.FORGED));
    }

    @ParameterizedTest
    @CsvSource({
        "https://erp.example, false, 12, https://erp.example/societe/card.php?socid=12",
        "https://erp.example/d/api/index.php/, true, 12, https://erp.example/d/contact/card.php?id=12",
        "https://erp.example, false, 1&x=2, "
    })
    void aRecordsPageLiesBesideTheApi(URI api, boolean contact, String id, URI page) {
        assertThat(DolibarrHosts.page(api, contact, id).orElse(null)).isEqualTo(page);
    }
}
