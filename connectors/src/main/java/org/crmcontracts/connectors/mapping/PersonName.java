package org.crmcontracts.connectors.mapping;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A person's name in the two parts that CRMs keep (a value); a part is null where there is none. */
public record PersonName(@Nullable String first, @Nullable String last) {

    /** Takes a whole name apart such that {@link #whole} gives it again: the last word is the last name. */
    public static PersonName of(String whole) {
        String tidy = whole.strip().replaceAll("\\s+", " ");
        int space = tidy.lastIndexOf(' ');
        PersonName parts = new PersonName(space < 0 ? null : tidy.substring(0, space), tidy.substring(space + 1));
        // Two Chinese parts would be joined the other way round.
        return parts.isHan() ? new PersonName(null, tidy) : parts;
    }

    /** Whether both parts are Chinese. */
    public boolean isHan() {
        return Han.in(first) && Han.in(last);
    }

    /** As it is written: a Chinese name as last name, first name, without a space. Null for no name. */
    public @Nullable String whole() {
        String joined = (isHan() ? Stream.of(last, first) : Stream.of(first, last))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(isHan() ? "" : " "));
        return joined.isEmpty() ? null : joined;
    }
}
