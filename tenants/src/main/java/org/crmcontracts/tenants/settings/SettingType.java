package org.crmcontracts.tenants.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a setting's value may be. It has a text form, in which it is stored and configured, and a JSON form for the API.
 */
public interface SettingType<T> {
    /** The value of a text; {@link SettingRefused} says what is wrong with it. */
    T parse(String text) throws SettingRefused;

    /** The text of a JSON value, not yet checked; lists are joined by commas. */
    default String textOf(JsonNode json) throws SettingRefused {
        if (!json.isArray()) {
            return word(json);
        }
        List<String> words = new ArrayList<>();
        for (JsonNode one : json) {
            String word = word(one);
            if (word.contains(",")) {
                throw new SettingRefused("MALFORMED");
            }
            words.add(word);
        }
        return String.join(",", words);
    }

    private static String word(JsonNode json) throws SettingRefused {
        if (json.isTextual() || json.isIntegralNumber()) {
            return json.asText();
        }
        throw new SettingRefused("MALFORMED");
    }

    /** The value for the API: text, number or a list of texts. */
    Object json(T value);

    /** What a form needs to know, beginning with {@code type}. */
    Map<String, Object> constraints();
}
