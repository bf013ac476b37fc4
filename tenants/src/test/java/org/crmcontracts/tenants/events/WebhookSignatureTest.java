package org.crmcontracts.tenants.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
    // The example of the specification's own libraries.
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final WebhookSecret secret = WebhookSecret.of(SECRET);

    @Test
    void signsTheSpecificationsExample() {
        assertThat(WebhookSignature.sign(List.of(secret), ID, AT, BODY)).isEqualTo(SIGNATURE);
        assertThat(verify(ID, "1614265330", SIGNATURE, BODY, AT)).isTrue();
    }

    @Test
    void aSecretIsItsBytesAndWhileItIsReplacedBothSign() throws Exception {
        WebhookSecret other = WebhookSecret.random(new SecureRandom());
        String both = WebhookSignature.sign(List.of(other, secret), ID, AT, BODY);
        assertThat(both.split(" ")).hasSize(2).contains(SIGNATURE);
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(other.text().substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String expected = Base64.getEncoder()
                .encodeToString(mac.doFinal((ID + ".1614265330." + new String(BODY, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(both).startsWith("v1," + expected + " ");
        assertThat(verify(ID, "1614265330", both, BODY, AT)).isTrue();
        assertThat(WebhookSignature.verify(other, ID, "1614265330", both, BODY, AT))
                .isTrue();
    }

    @Test
    void whatWasAlteredIsRefused() {
        byte[] altered = BODY.clone();
        altered[3] ^= 1;
        assertThat(verify(ID, "1614265330", SIGNATURE, altered, AT)).isFalse();
        assertThat(verify(ID + "x", "1614265330", SIGNATURE, BODY, AT)).isFalse();
        assertThat(verify(ID, "1614265331", SIGNATURE, BODY, AT)).isFalse();
        assertThat(WebhookSignature.verify(
                        WebhookSecret.random(new SecureRandom()), ID, "1614265330", SIGNATURE, BODY, AT))
                .isFalse();
    }

    @Test
    void whatIsOldOrAheadIsRefused() {
        assertThat(verify(ID, "1614265330", SIGNATURE, BODY, AT.plusSeconds(300)))
                .isTrue();
        assertThat(verify(ID, "1614265330", SIGNATURE, BODY, AT.plusSeconds(301)))
                .isFalse();
        assertThat(verify(ID, "1614265330", SIGNATURE, BODY, AT.minusSeconds(301)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "v1,", "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "v1 g0hM", "g0hM9SsE"})
    void whatIsNoSignatureIsRefused(String signatures) {
        assertThat(verify(ID, "1614265330", signatures, BODY, AT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1", "1614265330.0", "99999999999999999999"})
    void whatIsNoTimeIsRefused(String timestamp) {
        assertThat(verify(ID, timestamp, SIGNATURE, BODY, AT)).isFalse();
    }

    @Test
    void aSecretHasItsFormAndIsNotPrinted() {
        WebhookSecret made = WebhookSecret.random(new SecureRandom());
        assertThat(WebhookSecret.of(made.text()).text()).isEqualTo(made.text()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(made.toString()).doesNotContain(made.text().substring(6, 12));
        for (String wrong : List.of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ", "whsec_???", "")) {
            assertThatThrownBy(() -> WebhookSecret.of(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private boolean verify(String id, String timestamp, String signatures, byte[] body, Instant now) {
        return WebhookSignature.verify(secret, id, timestamp, signatures, body, now);
    }
}
