package org.crmcontracts.connectors.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of records in the CRM's order.
 *
 * @param nextPageToken null after the last page
 */
public record RemotePage(List<RemoteRecord> records, @Nullable String nextPageToken) {

    public RemotePage {
        records = List.copyOf(records);
    }
}
