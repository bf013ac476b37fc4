package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Zoho's values as text. Pure. */
final class ZohoValues {
    private ZohoValues() {}

    /**
     * Null where there is no value: a look-up as the other record's id, a list as sorted values, a time in UTC.
     *
     * @throws ZohoRecords.Unreadable for a shape that no field has
     */
    static @Nullable String read(String name, JsonNode value) throws ZohoRecords.Unreadable {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isArray()) {
            return list(name, value);
        }
        if (value.isObject()) {
            String id = ZohoRecords.id(value);
            if (id == null) {
                throw new ZohoRecords.Unreadable("NOT_TEXT: " + name);
            }
            return id;
        }
        String text = value.isNumber()
                ? value.decimalValue().toPlainString()
                : value.asText().strip();
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String list(String name, JsonNode values) throws ZohoRecords.Unreadable {
        List<String> read = new ArrayList<>();
        for (JsonNode value : values) {
            String text = read(name, value);
            if (text != null) {
                read.add(text);
            }
        }
        Collections.sort(read);
        return read.isEmpty() ? null : String.join(";", read);
    }
}
