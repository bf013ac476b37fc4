package org.crmcontracts.tenants.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Takes the {@link Personal} texts out of an event's data when it is written, and puts them back when it is read. */
final class PersonalTexts {
    /** The only member of the object that stands where the text stood. */
    private static final String MARK = "$personal";

    private PersonalTexts() {}

    /** The data with a reference for each personal text, which is handed to {@code keep}. */
    static Map<String, Object> takeOut(Map<String, ?> data, Function<Personal, AuditPerson> keep) {
        return members(
                data,
                value -> value instanceof Personal text
                        ? Map.of(MARK, keep.apply(text).ref())
                        : value);
    }

    /** The data as it was given; an erased text is null. */
    static Map<String, Object> putBack(Map<String, ?> data, Map<String, AuditPerson> people) {
        return members(data, value -> {
            String ref = ref(value);
            if (ref == null) {
                return value;
            }
            AuditPerson person = people.get(ref);
            return person == null ? null : person.value();
        });
    }

    /** The references in the data. */
    static List<String> refs(Map<String, ?> data) {
        List<String> refs = new ArrayList<>();
        members(data, value -> {
            String ref = ref(value);
            if (ref != null) {
                refs.add(ref);
            }
            return value;
        });
        return refs;
    }

    private static @Nullable String ref(@Nullable Object value) {
        return value instanceof Map<?, ?> members && members.size() == 1 && members.get(MARK) instanceof String ref
                ? ref
                : null;
    }

    private static Map<String, Object> members(Map<?, ?> data, UnaryOperator<@Nullable Object> change) {
        Map<String, Object> changed = new LinkedHashMap<>();
        data.forEach((name, value) -> changed.put(String.valueOf(name), changed(value, change)));
        return changed;
    }

    private static @Nullable Object changed(@Nullable Object value, UnaryOperator<@Nullable Object> change) {
        Object now = change.apply(value);
        if (now != value) {
            return now;
        }
        if (value instanceof Map<?, ?> map) {
            return members(map, change);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(changed(item, change)));
            return items;
        }
        return value;
    }
}
