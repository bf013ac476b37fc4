package org.crmcontracts.connectors.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.sync.SyncProblem;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;

/** Gives out the address that a CRM's administrator enters there, and takes the given ones back. */
@ApplicationScoped
public class GivingAddresses {
    @Inject
    Channels channels;

    @Inject
    ChannelJob channelJob;

    @Inject
    AddressWords words;

    @Inject
    PublicAddress publicAddress;

    @Inject
    Idempotency idempotency;

    @Inject
    AuditLog audit;

    /** {@code CONNECTION_NOT_FOUND}, {@code PUBLIC_ADDRESS_NOT_SET}. */
    @Transactional
    public NoticeAddressView address(UUID connection, Caller caller) {
        Channels.Kept kept = find(connection);
        if (!publicAddress.isSet()) {
            throw new Problem(NoticeProblem.PUBLIC_ADDRESS_NOT_SET);
        }
        return new NoticeAddressView(
                publicAddress
                        .of(words.write(new Addressee(caller.tenant(), connection, kept.version())))
                        .orElseThrow(),
                kept.version());
    }

    /** Refuses all addresses given out so far; a channel of ours is opened anew. {@code CONNECTION_NOT_FOUND}. */
    @Transactional
    public NoticeAddressRenewal renew(IdempotencyKey key, UUID connection, Caller caller) {
        return idempotency.once(key, "renew-notice-address", connection.toString(), NoticeAddressRenewal.class, () -> {
            find(connection);
            int version = channels.renew(connection);
            channelJob.soon(connection);
            audit.append(
                    Actor.of(caller),
                    "connection.notice-address-renewed",
                    "connection",
                    connection,
                    Map.of("version", version));
            return new NoticeAddressRenewal(version);
        });
    }

    private Channels.Kept find(UUID connection) {
        return channels.find(connection).orElseThrow(() -> new Problem(SyncProblem.CONNECTION_NOT_FOUND));
    }
}
