package org.crmcontracts.tenants.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real SMTP server. */
class MailerTest {
    private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @BeforeEach
    void start() {
        server.setUser("crm", "right");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void theCheckpointArrivesAsAFile() throws Exception {
        mailer("right").send(letter("auditor@outside.example"));
        MimeMessage received = server.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("安可 审计检查点 12");
        assertThat(received.getMessageID()).contains("@anke.crm-contracts");
        assertThat(received.getAllRecipients()[0]).hasToString("auditor@outside.example");
        MimeMultipart parts = (MimeMultipart) received.getContent();
        assertThat(parts.getBodyPart(0).getContent().toString()).contains("cafe", "audit-checkpoint-12.json");
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("audit-checkpoint-12.json");
        String file = new String(parts.getBodyPart(1).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(file).contains("\"jws\" : \"a.b.c\"", "\"seq\" : 12");
    }

    @Test
    void theSameCheckpointToTheSameAddressHasTheSameId() throws Exception {
        mailer("right").send(letter("a@x.example"));
        mailer("right").send(letter("a@x.example"));
        assertThat(server.getReceivedMessages()[0].getMessageID())
                .isEqualTo(server.getReceivedMessages()[1].getMessageID());
    }

    @Test
    void aWrongPasswordOrAServerWithoutTlsWhereItIsDemandedSendsNothing() {
        assertThatThrownBy(() -> mailer("wrong").send(letter("a@x.example"))).isInstanceOf(MessagingException.class);
        Mailer strict = mailer("right");
        strict.startTls = true;
        assertThatThrownBy(() -> strict.send(letter("a@x.example"))).isInstanceOf(MessagingException.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private Mailer mailer(String password) {
        Mailer mailer = new Mailer();
        mailer.host = Optional.of("localhost");
        mailer.port = server.getSmtp().getPort();
        mailer.startTls = false;
        mailer.from = Optional.of("crm@inside.example");
        mailer.user = Optional.of("crm");
        mailer.password = Optional.of(password);
        return mailer;
    }

    private static Mailer.Letter letter(String to) {
        CheckpointView checkpoint = new CheckpointView(
                new UUID(0, 1), new UUID(0, 2), 12, "cafe", Instant.parse("2026-11-25T00:00:00Z"), "0", "a.b.c");
        Tenant tenant = new Tenant(
                new UUID(0, 2),
                "anke",
                "安可",
                "t_x",
                "t_x",
                TenantState.ACTIVE,
                Locale.SIMPLIFIED_CHINESE,
                ZoneId.of("Asia/Shanghai"),
                "CNY",
                null,
                null,
                null,
                "home");
        return MailingCheckpoint.letter(tenant, checkpoint, new UUID(0, 3), to);
    }
}
