package org.crmcontracts.tenants.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.checkpoints.PublicKeys;
import org.crmcontracts.tenants.checkpoints.SigningKeys;
import org.crmcontracts.tenants.http.Json;
import org.junit.jupiter.api.Test;

class ReceiptVerifierTest {
    private static final SigningKeys KEYS = new SigningKeys(Optional.of(SigningKeys.newKey()));

    private static final ErasureReceipt RECEIPT = new ErasureReceipt(
            new UUID(1, 2),
            "north",
            "home",
            "t_abc",
            "t_abc",
            42,
            12_345,
            9_876_543_210L,
            "Olga",
            "合同到期",
            Instant.parse("2026-11-25T08:00:00.123456Z"),
            Instant.parse("2026-11-25T08:00:01Z"));

    private static ObjectNode item(String jws) {
        ObjectNode item = Json.mapper().valueToTree(RECEIPT);
        return item.put("jws", jws);
    }

    private static ObjectNode signed() {
        return item(KEYS.sign(ErasureReceipt.TYPE, RECEIPT));
    }

    private static String answer(ObjectNode item) {
        ObjectNode answer = Json.mapper().createObjectNode();
        answer.putArray("items").add(item);
        answer.set("keys", Json.mapper().valueToTree(KEYS.publicKeys().asJson()));
        return answer.toString();
    }

    @Test
    void anUntouchedReceiptIsGood() throws Exception {
        ReceiptVerifier.Report report = ReceiptVerifier.verify(answer(signed()), null);
        assertThat(report.faults()).isEmpty();
        assertThat(report.receipts()).containsExactly(RECEIPT);
        assertThat(ReceiptVerifier.verify(signed().toString(), KEYS.publicKeys())
                        .isGood())
                .isTrue();
    }

    @Test
    void anotherNumberThanTheSignedOneIsFound() throws Exception {
        assertBad(answer(signed().put("rows", 12_346)), null, "something else");
        assertBad(answer(signed().put("more", 1)), null, "something else");
        assertBad(answer(signed().putNull("erasedAt")), null, "something else");
    }

    @Test
    void aReceiptWithoutOurSignatureIsNotBelieved() throws Exception {
        PublicKeys others = new SigningKeys(Optional.of(SigningKeys.newKey())).publicKeys();
        assertBad(answer(signed()), others, "unknown key");
        assertBad(answer(signed().putNull("jws")), null, "no signed erasure-receipt");
        String jws = signed().path("jws").asText();
        int payload = jws.indexOf('.') + 5;
        assertBad(
                answer(item(jws.substring(0, payload)
                        + (jws.charAt(payload) == 'A' ? 'B' : 'A')
                        + jws.substring(payload + 1))),
                null,
                "signature does not fit");
    }

    @Test
    void aSignatureOfAnotherKindIsNoReceipt() throws Exception {
        assertBad(answer(item(KEYS.sign("audit-checkpoint+json", RECEIPT))), null, "no signed erasure-receipt");
    }

    @Test
    void whatIsNoReceiptCannotBeChecked() {
        for (String text : new String[] {"", "[]", "no", "{\"items\":[]}", signed().toString()}) {
            assertThatThrownBy(() -> ReceiptVerifier.verify(text, null))
                    .as(text)
                    .isInstanceOf(ReceiptVerifier.NoReceipt.class);
        }
    }

    private static void assertBad(String text, PublicKeys trusted, String why) throws Exception {
        ReceiptVerifier.Report report = ReceiptVerifier.verify(text, trusted);
        assertThat(report.receipts()).isEmpty();
        assertThat(report.faults()).hasSize(1);
        assertThat(report.faults().get(0)).contains(why);
    }
}
