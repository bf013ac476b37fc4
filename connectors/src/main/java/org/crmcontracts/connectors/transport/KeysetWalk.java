package org.crmcontracts.connectors.transport;

import java.time.Instant;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where a walk through a listing by ascending ids is: what changes meanwhile neither moves nor is met twice.
 *
 * <p>A record may change after the walk has passed it, and one that changed still later may yet be met. So that the next
 * walk does not begin behind the first of them, no record of a walk is told to be younger than the walk.
 *
 * @param began when the walk began, by our clock
 * @param lastId the last id that was met; empty at the first page
 */
public record KeysetWalk(Instant began, String lastId) {

    /**
     * The walk of a page token, a new one for null.
     *
     * @throws CrmRefusal {@code PAGE_TOKEN_EXPIRED} for what {@link #token()} has not made
     */
    public static KeysetWalk of(@Nullable String pageToken, Instant now) {
        if (pageToken == null) {
            return new KeysetWalk(now, "");
        }
        int colon = pageToken.indexOf(':');
        try {
            return new KeysetWalk(
                    Instant.ofEpochMilli(Long.parseLong(pageToken.substring(0, Math.max(colon, 0)))),
                    pageToken.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new CrmRefusal(CrmRefusal.Reason.PAGE_TOKEN_EXPIRED, null, "Not a page token of a walk by ids", e);
        }
    }

    public KeysetWalk at(String id) {
        return new KeysetWalk(began, id);
    }

    public String token() {
        return began.toEpochMilli() + ":" + lastId;
    }

    /** A record of this walk as it is to be told. */
    public RemoteRecord told(RemoteRecord met) {
        return met.modifiedAt().isAfter(began)
                ? new RemoteRecord(met.kind(), met.externalId(), met.revision(), began, met.fields(), met.problem())
                : met;
    }
}
