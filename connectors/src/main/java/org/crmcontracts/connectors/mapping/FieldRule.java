package org.crmcontracts.connectors.mapping;

import org.crmcontracts.connectors.spi.FieldMapping;
import org.jspecify.annotations.Nullable;

/**
 * One mapped field as a connection uses it.
 *
 * @param blankWins whether an empty value may overwrite one that is not
 * @param pausedReason why the field rests, null while it does not
 */
public record FieldRule(FieldMapping mapping, boolean blankWins, @Nullable String pausedReason) {
    public static FieldRule of(FieldMapping mapping) {
        return new FieldRule(mapping, false, null);
    }

    public boolean isPaused() {
        return pausedReason != null;
    }

    public FieldRule paused(@Nullable String reason) {
        return new FieldRule(mapping, blankWins, reason);
    }
}
