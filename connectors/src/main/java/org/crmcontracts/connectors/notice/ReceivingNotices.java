package org.crmcontracts.connectors.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.Notice;
import org.crmcontracts.connectors.sync.Connections;
import org.crmcontracts.connectors.sync.HintJob;
import org.crmcontracts.connectors.sync.Hints;
import org.crmcontracts.connectors.sync.PullJob;
import org.crmcontracts.connectors.sync.SyncSessions;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.InTenant;

/**
 * Takes CRMs' notices: the address first, then the vendor's own proof, then the records that it names are written down to
 * be read again. Every forgery gets the same answer, so that a forger learns nothing.
 */
@ApplicationScoped
public class ReceivingNotices {
    private static final System.Logger LOG = System.getLogger(ReceivingNotices.class.getName());

    @Inject
    AddressWords words;

    @Inject
    NoticeGate gate;

    @Inject
    Channels channels;

    @Inject
    Connections connections;

    @Inject
    SyncSessions sessions;

    @Inject
    Hints hints;

    @Inject
    HintJob hintJob;

    @Inject
    PullJob pullJob;

    @Inject
    InTenant inTenant;

    /** To be asked before the message is read; {@code UNAUTHENTICATED}, {@code TOO_MANY_REQUESTS}. */
    Addressee addressee(String word) {
        Addressee addressee = words.read(word).orElseThrow(() -> new Problem(HttpProblem.UNAUTHENTICATED));
        if (!gate.takes(addressee.connection())) {
            throw new Problem(HttpProblem.TOO_MANY_REQUESTS);
        }
        boolean good = inTenant.call(addressee.tenant(), () -> channels.find(addressee.connection())
                .filter(kept -> kept.version() == addressee.version())
                .isPresent());
        if (!good) {
            throw new Problem(HttpProblem.UNAUTHENTICATED);
        }
        return addressee;
    }

    /**
     * Answers what the CRM expects to read; {@code UNAUTHENTICATED} unless it proves the message.
     *
     * @param headers by lower-case name
     */
    String receive(Addressee addressee, Map<String, String> headers, byte[] message) {
        return inTenant.call(addressee.tenant(), () -> {
            Notice notice = proven(addressee, headers, message);
            channels.noticed(addressee.connection());
            boolean active = channels.find(addressee.connection()).orElseThrow().active();
            // While it rests nothing is read; the first pull afterwards brings all that has changed.
            if (active && !hints.isRepeated(addressee.connection(), message)) {
                if (hints.add(addressee.connection(), notice.changed())) {
                    hintJob.soon(addressee.connection());
                } else {
                    pullJob.soon(addressee.connection());
                }
            }
            String answer = notice.answer();
            return answer == null ? "" : answer;
        });
    }

    private Notice proven(Addressee addressee, Map<String, String> headers, byte[] message) {
        try {
            return sessions.factory(connections.provider(addressee.connection()))
                    .notice(connections.access(addressee.tenant(), addressee.connection()), headers, message);
        } catch (CrmRefusal e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "a notice for {0} is refused: {1}",
                    addressee.connection(),
                    e.getMessage());
            throw new Problem(
                    e.reason() == CrmRefusal.Reason.FORGED ? HttpProblem.UNAUTHENTICATED : HttpProblem.BAD_REQUEST);
        }
    }
}
