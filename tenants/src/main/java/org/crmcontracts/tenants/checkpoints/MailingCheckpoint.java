package org.crmcontracts.tenants.checkpoints;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.http.Messages;
import org.crmcontracts.tenants.jobs.JobFailed;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobRefused;
import org.crmcontracts.tenants.jobs.JobRun;
import org.crmcontracts.tenants.registry.Tenant;

/** Mails one checkpoint to one address; at least once, always with the same Message-ID. */
@ApplicationScoped
public class MailingCheckpoint implements JobHandler {
    static final String KIND = "audit.checkpoint-mail";

    @Inject
    Checkpoints checkpoints;

    @Inject
    Recipients recipients;

    @Inject
    Mailer mailer;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) {
        UUID recipient = UUID.fromString(run.ref("recipient"));
        Optional<Mailer.Letter> letter = run.inTenant(() -> {
            SignedCheckpoint checkpoint = checkpoints.get(UUID.fromString(run.ref("checkpoint")));
            return recipients
                    .address(recipient)
                    .map(address -> letter(run.tenant(), CheckpointView.of(checkpoint), recipient, address));
        });
        if (letter.isPresent()) {
            send(letter.get());
        }
    }

    private void send(Mailer.Letter letter) {
        if (!mailer.isSetUp()) {
            throw new JobRefused(CheckpointProblem.MAIL_NOT_SET_UP.name());
        }
        try {
            mailer.send(letter);
        } catch (Mailer.AddressRefused e) {
            throw new JobRefused(CheckpointProblem.MAIL_REFUSED.name());
        } catch (MessagingException e) {
            throw new JobFailed(CheckpointProblem.MAIL_SERVER_UNREACHABLE.name());
        }
    }

    static Mailer.Letter letter(Tenant tenant, CheckpointView checkpoint, UUID recipient, String address) {
        Map<String, Object> args = Map.of(
                "tenant", tenant.name(),
                "seq", checkpoint.seq(),
                "hash", checkpoint.hash(),
                "file", checkpoint.fileName());
        return new Mailer.Letter(
                address,
                text("mail.checkpoint.subject", args, tenant.locale()),
                text("mail.checkpoint.text", args, tenant.locale()),
                checkpoint.fileName(),
                json(checkpoint),
                checkpoint.id() + "." + recipient + "@" + tenant.key() + ".crm-contracts",
                Date.from(checkpoint.at()));
    }

    private static String text(String key, Map<String, Object> args, Locale locale) {
        return Messages.text(MailingCheckpoint.class, key, args, locale);
    }

    private static String json(CheckpointView checkpoint) {
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(checkpoint);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
