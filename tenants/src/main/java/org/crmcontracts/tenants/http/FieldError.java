package org.crmcontracts.tenants.http;

import java.util.Map;

/**
 * One fault in a request body.
 *
 * @param pointer JSON pointer of the faulty member, "" for the whole body
 * @param code key of the localised message
 * @param args values for the message's placeholders
 */
public record FieldError(String pointer, String code, Map<String, ?> args) {
    public FieldError(String pointer, String code) {
        this(pointer, code, Map.of());
    }
}
