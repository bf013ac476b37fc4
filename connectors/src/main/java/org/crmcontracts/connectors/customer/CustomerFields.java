package org.crmcontracts.connectors.customer;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** The fields that customers and contacts have, which of them people may write, and what. Pure. */
public final class CustomerFields {
    /** Names of a customer's fields that people may write, and their columns. */
    static final Map<String, String> CUSTOMER = Map.of(
            "name", "name",
            "registrationNumber", "registration_number",
            "phone", "phone",
            "website", "website",
            "industry", "industry",
            "address", "address");

    /** The same with who looks after the customer, whom only CRMs tell. */
    public static final Map<String, String> WHOLE_CUSTOMER = wholeCustomer();

    /** Names of a contact's fields and their columns, without its customer. */
    public static final Map<String, String> CONTACT =
            Map.of("name", "name", "email", "email", "phone", "phone", "title", "title");

    static final String NAME = "name";

    /** In UTF-16 code units, as browsers count. */
    static final int LONGEST_NAME = 500;

    static final int LONGEST = 2_000;

    private CustomerFields() {}

    private static Map<String, String> wholeCustomer() {
        Map<String, String> columns = new TreeMap<>(CUSTOMER);
        columns.put("ownerName", "owner_name");
        return Collections.unmodifiableMap(columns);
    }

    /**
     * The values as they are stored, an empty one for a field to be cleared; {@code FIELD_UNKNOWN},
     * {@code FIELD_OWNED_BY_CRM}, {@code FIELD_INVALID}. Text is text: formulas and markup stay as they were written.
     *
     * @param columns the fields that there are
     * @param owned those that a CRM owns
     */
    static Map<String, String> valid(
            Map<String, String> columns, Map<String, @Nullable String> fields, Set<String> owned) {
        Map<String, String> valid = new TreeMap<>();
        fields.forEach((field, value) -> {
            if (!columns.containsKey(field)) {
                throw refused(CustomerProblem.FIELD_UNKNOWN, field.length() > 100 ? field.substring(0, 100) : field);
            }
            if (owned.contains(field)) {
                throw refused(CustomerProblem.FIELD_OWNED_BY_CRM, field);
            }
            String text = value == null ? "" : value.strip();
            boolean isName = field.equals(NAME);
            if (text.length() > (isName ? LONGEST_NAME : LONGEST) || (isName && text.isEmpty()) || !isText(text)) {
                throw refused(CustomerProblem.FIELD_INVALID, field);
            }
            valid.put(field, text);
        });
        return valid;
    }

    /** The name, which a new record must have; {@code FIELD_INVALID}. */
    static String name(Map<String, String> valid) {
        String name = valid.get(NAME);
        if (name == null) {
            throw refused(CustomerProblem.FIELD_INVALID, NAME);
        }
        return name;
    }

    /** Half a character cannot be stored, and control characters are no text but for a new line. */
    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(c -> (Character.isISOControl(c) && c != '\n') || (c >= 0xD800 && c <= 0xDFFF));
    }

    private static Problem refused(CustomerProblem code, String field) {
        return new Problem(code, Map.of("field", field));
    }
}
