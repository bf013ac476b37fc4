package org.crmcontracts.connectors.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of records; without a next token it is the last. */
public record RemotePage(List<RemoteRecord> records, @Nullable String nextPageToken) {
    public RemotePage {
        records = List.copyOf(records);
    }
}
