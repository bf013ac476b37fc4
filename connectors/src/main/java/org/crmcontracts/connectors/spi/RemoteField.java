package org.crmcontracts.connectors.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One field of a kind of record.
 *
 * @param name the provider's own name, or one that the connector derives from several fields
 * @param label as the CRM's users read it
 * @param writable false for what the CRM computes and what the connector derives
 * @param maxLength in characters, null where not known
 * @param options an option's stored value and its label; empty where the field is no choice
 */
public record RemoteField(
        String name,
        String label,
        Type type,
        boolean writable,
        boolean required,
        @Nullable Integer maxLength,
        Map<String, String> options) {

    public RemoteField {
        options = Map.copyOf(options);
    }

    /** What its values are; all travel as text. */
    public enum Type {
        TEXT,
        /** Digits with an optional point, no exponent. */
        NUMBER,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** ISO 8601 date. */
        DATE,
        /** ISO 8601 instant in UTC. */
        INSTANT,
        /** One of the options' values. */
        CHOICE,
        /** Options' values, sorted, separated by {@code ;}. */
        CHOICES,
        /** The id of another record. */
        REFERENCE,
        /** Anything else; can be read only. */
        OTHER
    }
}
