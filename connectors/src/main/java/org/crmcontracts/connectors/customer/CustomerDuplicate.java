package org.crmcontracts.connectors.customer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Two customers that are likely one (疑似重复客户).
 *
 * @param score 1 to 100
 * @param reasons why: {@code REGISTRATION_NUMBER, NAME, SIMILAR_NAME, PHONE, DOMAIN}
 */
public record CustomerDuplicate(Side left, Side right, int score, List<String> reasons, Instant foundAt) {
    /** One of the two; the rest of it is read as any customer. */
    public record Side(UUID id, String name) {}
}
