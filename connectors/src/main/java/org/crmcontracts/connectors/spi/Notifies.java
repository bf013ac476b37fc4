package org.crmcontracts.connectors.spi;

import java.net.URI;
import java.time.Instant;

/** A CRM that sends notices while a channel to us is open; a {@link Crm} implements it beside its own. */
public interface Notifies {

    /**
     * Opens the connection's channel, or keeps it open for longer. What comes by it is proven with
     * {@link CrmAccess#noticeSecret()}.
     *
     * @param address of ours, by https
     * @return until when the CRM says that it is open; to be renewed well before
     */
    Instant openChannel(URI address);

    /** Does nothing where none is open. */
    void closeChannel();
}
