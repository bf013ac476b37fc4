package org.crmcontracts.tenants.checkpoints;

import jakarta.activation.DataHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sends mail through the installation's SMTP server; without the settings it sends none. */
@ApplicationScoped
public class Mailer {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    @ConfigProperty(name = "mail.smtp.host")
    Optional<String> host;

    @Inject
    @ConfigProperty(name = "mail.smtp.port", defaultValue = "587")
    int port;

    @Inject
    @ConfigProperty(name = "mail.smtp.starttls", defaultValue = "true")
    boolean startTls;

    @Inject
    @ConfigProperty(name = "mail.from")
    Optional<String> from;

    @Inject
    @ConfigProperty(name = "mail.smtp.user")
    Optional<String> user;

    @Inject
    @ConfigProperty(name = "mail.smtp.password")
    Optional<String> password;

    /**
     * A mail with one file.
     *
     * @param id the same for the same mail sent again, so that a receiver can tell
     */
    record Letter(String to, String subject, String text, String fileName, String json, String id, Date at) {}

    /** The server refuses the address for good. */
    static final class AddressRefused extends Exception {
        private static final long serialVersionUID = 1L;
    }

    public boolean isSetUp() {
        return host.isPresent() && from.isPresent();
    }

    /** Returns when the server has taken the mail; at most {@link #PATIENCE} per step. */
    void send(Letter letter) throws MessagingException, AddressRefused {
        Session session = Session.getInstance(properties());
        MimeMessage message = new WithId(session, letter.id());
        message.setFrom(new InternetAddress(from.orElseThrow()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to()));
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(letter.at());
        MimeBodyPart text = new MimeBodyPart();
        text.setText(letter.text(), StandardCharsets.UTF_8.name());
        MimeBodyPart file = new MimeBodyPart();
        file.setDataHandler(new DataHandler(
                new ByteArrayDataSource(letter.json().getBytes(StandardCharsets.UTF_8), "application/json")));
        file.setFileName(letter.fileName());
        message.setContent(new MimeMultipart(text, file));
        message.saveChanges();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(user.orElse(null), password.orElse(null));
            transport.sendMessage(message, message.getAllRecipients());
        } catch (SendFailedException e) {
            if (e.getInvalidAddresses() != null && e.getInvalidAddresses().length > 0) {
                throw new AddressRefused();
            }
            throw e;
        }
    }

    private Properties properties() {
        String patience = String.valueOf(PATIENCE.toMillis());
        Properties properties = new Properties();
        properties.put("mail.smtp.host", host.orElseThrow());
        properties.put("mail.smtp.port", String.valueOf(port));
        properties.put("mail.smtp.auth", String.valueOf(user.isPresent()));
        properties.put("mail.smtp.starttls.enable", String.valueOf(startTls));
        properties.put("mail.smtp.starttls.required", String.valueOf(startTls));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.connectiontimeout", patience);
        properties.put("mail.smtp.timeout", patience);
        properties.put("mail.smtp.writetimeout", patience);
        return properties;
    }

    /** Jakarta Mail would make a new id at each saving. */
    private static final class WithId extends MimeMessage {
        private final String id;

        WithId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
