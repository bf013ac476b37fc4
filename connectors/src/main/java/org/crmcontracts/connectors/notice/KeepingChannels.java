package org.crmcontracts.connectors.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.connectors.notice.Channels.Kept;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.Notifies;
import org.crmcontracts.connectors.sync.ConnectionStatus.Channel.State;
import org.crmcontracts.connectors.sync.Connections;
import org.crmcontracts.connectors.sync.LiveCrm;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.secrets.Secret;

/**
 * Opens the channels of connections that are at work, renews them long before their end, and closes those of paused ones.
 * Whatever fails is told by the connection's status and tried again by the next round; pulls go on meanwhile.
 */
@ApplicationScoped
public class KeepingChannels {
    private static final System.Logger LOG = System.getLogger(KeepingChannels.class.getName());
    private static final int SECRET_BYTES = 32;
    /** A channel of six days is renewed after a day and a half: so many rounds may fail before it ends. */
    private static final int RENEWED_AFTER_ONE_IN = 4;

    @Inject
    Channels channels;

    @Inject
    Connections connections;

    @Inject
    LiveCrm live;

    @Inject
    AddressWords words;

    @Inject
    PublicAddress publicAddress;

    @Inject
    InTenant inTenant;

    @Inject
    Clock clock;

    private final SecureRandom random = new SecureRandom();

    /** What is to be done with a channel. */
    enum Step {
        OPEN,
        CLOSE,
        NOTHING
    }

    /** What became of the channel of a connection that is to be removed; an audit event tells it. */
    public enum Farewell {
        /** None was open. */
        NONE,
        CLOSED,
        /** The CRM did not close it: it ends by itself, and what comes by it until then is refused. */
        LEFT_OPEN
    }

    /** @param wanted the public address and version that it should be open for, empty where none should */
    static Step step(Kept kept, Optional<String> wanted, Instant now) {
        Instant openedAt = kept.openedAt();
        Instant until = kept.openUntil();
        boolean known = kept.openedFor() != null && openedAt != null && until != null;
        if (wanted.isEmpty() || kept.paused()) {
            return known ? Step.CLOSE : Step.NOTHING;
        }
        if (!kept.active()) {
            // The CRM accepts nothing of us now; what is open there ends by itself.
            return Step.NOTHING;
        }
        if (!known || !wanted.get().equals(kept.openedFor())) {
            return Step.OPEN;
        }
        Duration life = Duration.between(openedAt, until);
        return now.isBefore(openedAt.plus(life.dividedBy(RENEWED_AFTER_ONE_IN))) ? Step.NOTHING : Step.OPEN;
    }

    /** Does what is due for one connection; calls the CRM outside of any transaction. */
    public void keep(Tenant tenant, UUID connection) {
        Optional<Kept> found = inTenant.call(tenant, () -> channels.find(connection));
        if (found.isEmpty()) {
            return;
        }
        Kept kept = found.get();
        Optional<String> wanted = publicAddress.base().map(base -> base + "#" + kept.version());
        Step step = step(kept, wanted, clock.instant());
        try {
            if (step == Step.OPEN) {
                open(tenant, kept, wanted.orElseThrow());
            } else if (step == Step.CLOSE) {
                notifies(tenant, connection).ifPresent(Notifies::closeChannel);
                inTenant.run(
                        tenant, () -> channels.shut(connection, wanted.isEmpty() ? State.NO_ADDRESS : State.CLOSED));
            } else if (wanted.isEmpty()) {
                inTenant.run(tenant, () -> channels.shut(connection, State.NO_ADDRESS));
            }
        } catch (CrmRefusal e) {
            LOG.log(System.Logger.Level.INFO, "the channel of {0} is left as it is: {1}", connection, e.getMessage());
            inTenant.run(tenant, () -> channels.failed(connection, e.reason().name()));
        }
    }

    /**
     * Closes the channel of a connection that is about to be removed, as nobody can do so afterwards. Whatever the CRM does,
     * the removal may go on. Calls the CRM outside of any transaction.
     */
    public Farewell farewell(Tenant tenant, UUID connection) {
        Optional<Kept> kept = inTenant.call(tenant, () -> channels.find(connection));
        if (kept.isEmpty() || kept.get().openedFor() == null) {
            return Farewell.NONE;
        }
        try {
            if (!(live.of(tenant, connection, true).crm() instanceof Notifies crm)) {
                return Farewell.NONE;
            }
            crm.closeChannel();
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "the channel of {0}, which is removed, is left open: {1}",
                    connection,
                    e.getMessage());
            return Farewell.LEFT_OPEN;
        }
        // Where the removal comes to nothing, the next round opens it again.
        inTenant.run(tenant, () -> channels.shut(connection, State.CLOSED));
        return Farewell.CLOSED;
    }

    private void open(Tenant tenant, Kept kept, String openedFor) {
        UUID connection = kept.connection();
        Optional<Notifies> crm = notifies(tenant, connection);
        if (crm.isEmpty()) {
            inTenant.run(tenant, () -> channels.shut(connection, State.BY_HAND));
            return;
        }
        URI address = publicAddress
                .of(words.write(new Addressee(tenant, connection, kept.version())))
                .orElseThrow();
        Instant until = crm.get().openChannel(address);
        inTenant.run(tenant, () -> channels.opened(connection, openedFor, until));
    }

    /** Empty where the CRM's administrator enters our address. */
    private Optional<Notifies> notifies(Tenant tenant, UUID connection) {
        LiveCrm.Line line = live.of(tenant, connection, false);
        Crm crm = line.crm();
        if (!(crm instanceof Notifies)) {
            return Optional.empty();
        }
        if (line.access().noticeSecret().text().isEmpty()) {
            // Nobody but the two of us has to know it.
            byte[] bytes = new byte[SECRET_BYTES];
            random.nextBytes(bytes);
            Secret secret = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            inTenant.run(tenant, () -> connections.noticeSecret(tenant, connection, secret));
            crm = live.of(tenant, connection, false).crm();
        }
        return Optional.of((Notifies) crm);
    }
}
