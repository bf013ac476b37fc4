package org.crmcontracts.tenants.http;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The only source of identifiers: UUID version 7, so that they sort by creation. */
@ApplicationScoped
public class Ids {
    public UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
