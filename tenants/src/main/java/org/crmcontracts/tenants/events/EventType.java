package org.crmcontracts.tenants.events;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.crmcontracts.tenants.http.Messages;

/**
 * A kind of event that receivers may ask for.
 *
 * @param name such as {@code contract.signed}: a thing, then what became of it
 * @param anchor a class of the module whose catalogue describes it, under {@code event.<name>}
 * @param subject an example of what it happens to, as a path below the API
 * @param sample the data of an example, with every member that an event of this type may have
 */
public record EventType(String name, Class<?> anchor, String subject, Map<String, Object> sample) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+");

    public EventType {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of an event type: " + name);
        }
        sample = Map.copyOf(sample);
    }

    /** What it tells, in the reader's language. */
    public String description(Locale locale) {
        return Messages.text(anchor, "event." + name, Map.of(), locale);
    }
}
