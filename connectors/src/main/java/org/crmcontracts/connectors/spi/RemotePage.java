package org.crmcontracts.connectors.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of records in the CRM's order.
 *
 * @param nextPageToken null after the last page
 * @param total how many records the whole listing has, where the CRM tells; null elsewhere
 */
public record RemotePage(List<RemoteRecord> records, @Nullable String nextPageToken, @Nullable Long total) {

    public RemotePage {
        records = List.copyOf(records);
    }
}
