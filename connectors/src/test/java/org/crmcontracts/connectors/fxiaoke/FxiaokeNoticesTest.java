package org.crmcontracts.connectors.fxiaoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.Notice;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FxiaokeNoticesTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final String TOKEN = "callback:token";
    private static final String KEY = key((byte) 7);
    private static final String CHANGED =
            "{\"type\":\"Message\",\"content\":{\"objectApiName\":\"AccountObj\",\"objectDataId\":\"60b1a\"}}";

    @Test
    void readsWhichRecordsHaveChanged() {
        assertThat(notice(body(TOKEN, KEY, millis(NOW), CHANGED)))
                .isEqualTo(new Notice(Map.of(RemoteKind.ACCOUNT, Set.of("60b1a")), "success"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"dataObjectApiName\":\"ContactObj\",\"idList\":[\"1\",\"2\"]}",
                "[{\"apiName\":\"ContactObj\",\"data\":{\"_id\":\"1\"}},{\"apiName\":\"ContactObj\",\"data\":{\"_id\":\"2\"}}]",
                "{\"content\":\"{\\\"describeApiName\\\":\\\"ContactObj\\\",\\\"dataIds\\\":[\\\"1\\\",\\\"2\\\"]}\"}"
            })
    void findsIdsWhereverTheyStand(String event) {
        assertThat(notice(body(TOKEN, KEY, millis(NOW), event)).changed())
                .isEqualTo(Map.of(RemoteKind.CONTACT, Set.of("1", "2")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"apiName\":\"LeadsObj\",\"dataId\":\"1\"}",
                "{\"dataId\":\"1\"}",
                "{\"apiName\":\"PersonnelObj\",\"dataId\":\"1\"}"
            })
    void takesOthersEventsForNoHint(String event) {
        assertThat(notice(body(TOKEN, KEY, millis(NOW), event)).changed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "500, true", "-500, true", "501, false", "-501, false", "86400, false"})
    void takesNoOldNotice(long secondsOld, boolean taken) {
        for (String timeStamp : new String[] {
            millis(NOW.minusSeconds(secondsOld)),
            String.valueOf(NOW.minusSeconds(secondsOld).getEpochSecond())
        }) {
            byte[] body = body(TOKEN, KEY, timeStamp, CHANGED);
            if (taken) {
                assertThat(notice(body).changed()).hasSize(1);
            } else {
                assertForged(TOKEN + ":" + KEY, body);
            }
        }
    }

    @Test
    void takesNothingFromWhoDoesNotKnowTheSecrets() {
        assertForged(TOKEN + ":" + KEY, body("other", KEY, millis(NOW), CHANGED));
        assertForged(TOKEN + ":" + KEY, body(TOKEN, key((byte) 8), millis(NOW), CHANGED));
        assertForged("", body("", KEY, millis(NOW), CHANGED));
        assertForged(":" + KEY, body("", KEY, millis(NOW), CHANGED));
        assertForged(TOKEN + ":short", body(TOKEN, KEY, millis(NOW), CHANGED));
    }

    @Test
    void takesNoAlteredNotice() {
        String good = new String(body(TOKEN, KEY, millis(NOW), CHANGED), StandardCharsets.UTF_8);
        int changes = 0;
        for (int i = 0; i < good.length(); i++) {
            char c = good.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                String altered = good.substring(0, i) + (c == '1' ? '2' : '1') + good.substring(i + 1);
                assertForged(TOKEN + ":" + KEY, altered.getBytes(StandardCharsets.UTF_8));
                changes++;
            }
        }
        assertThat(changes).isGreaterThan(100);
    }

    private static Notice notice(byte[] body) {
        return FxiaokeNotices.notice(TOKEN + ":" + KEY, body, NOW);
    }

    private static void assertForged(String secret, byte[] body) {
        assertThatThrownBy(() -> FxiaokeNotices.notice(secret, body, NOW))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(CrmRefusal.Reason.FORGED));
    }

    private static byte[] body(String token, String key, String timeStamp, String event) {
        return FxiaokeSimulatorPush.body(token, key, timeStamp, "nonce-1", event);
    }

    private static String millis(Instant time) {
        return String.valueOf(time.toEpochMilli());
    }

    private static String key(byte fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, fill);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
