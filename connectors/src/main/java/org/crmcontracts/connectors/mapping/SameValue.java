package org.crmcontracts.connectors.mapping;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.crmcontracts.tenants.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * What counts as the same value, however either side writes it. CRMs trim, widen and reformat what they are given; a
 * comparison of the bare texts would send every such change back for ever.
 */
public final class SameValue {
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u3000]+");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ()./\\-]{3,40}");
    private static final Pattern PHONE_MARKS = Pattern.compile("[ ()./\\-]");
    private static final Pattern SCHEME = Pattern.compile("^https?://");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?");
    private static final char FIRST_WIDE = '\uff01';
    private static final char LAST_WIDE = '\uff5e';
    private static final int WIDE_TO_NARROW = 0xfee0;

    private SameValue() {}

    /** The form in which values of the field are compared; empty for no value. Applying it twice changes nothing. */
    public static String of(String field, @Nullable String value) {
        if (value == null) {
            return "";
        }
        String text = isPlain(value)
                ? value
                : SPACES.matcher(narrow(Normalizer.normalize(value, Normalizer.Form.NFC)))
                        .replaceAll(" ")
                        .strip();
        return switch (field) {
            case "phone" -> PHONE.matcher(text).matches()
                    ? PHONE_MARKS.matcher(text).replaceAll("")
                    : text;
            case "email" -> text.toLowerCase(Locale.ROOT);
            case "website" -> website(text);
            case "registrationNumber", "name", "title", "address", "industry", "ownerName", "account" -> text;
            default -> decimal(text);
        };
    }

    public static boolean same(String field, @Nullable String one, @Nullable String other) {
        return of(field, one).equals(of(field, other));
    }

    public static boolean isBlank(@Nullable String value) {
        return value == null
                || value.isEmpty()
                || (!isPlain(value) && SPACES.matcher(value).replaceAll("").isEmpty());
    }

    /** The same for records whose fields are all the same; a field without a value counts as absent. */
    public static String fingerprint(Map<String, String> fields) {
        StringBuilder canonical = new StringBuilder();
        new TreeMap<>(fields).forEach((field, value) -> {
            String same = of(field, value);
            if (!same.isEmpty()) {
                canonical
                        .append(field)
                        .append('=')
                        .append(same.length())
                        .append(':')
                        .append(same);
            }
        });
        return Json.sha256Hex(canonical.toString());
    }

    /** Most values are ASCII with single spaces inside: those are in their final form as they stand. */
    private static boolean isPlain(String value) {
        char former = ' ';
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && former == ' ')) {
                return false;
            }
            former = c;
        }
        return former != ' ';
    }

    private static String website(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String bare = SCHEME.matcher(lower).replaceFirst("");
        return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static String decimal(String text) {
        if (!DECIMAL.matcher(text).matches() || text.startsWith("0") && !text.startsWith("0.") && text.length() > 1) {
            return text;
        }
        BigDecimal number = new BigDecimal(text);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Full-width forms of ASCII, as Chinese input methods write them. */
    private static String narrow(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c >= FIRST_WIDE && c <= LAST_WIDE ? (char) (c - WIDE_TO_NARROW) : c);
        }
        return out.toString();
    }
}
