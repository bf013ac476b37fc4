package org.crmcontracts.contracts.terms;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A UUID that may be null: EclipseLink 4.0's own conversion fails on a null read from the database. */
@Converter
public class UuidColumn implements AttributeConverter<UUID, Object> {
    @Override
    public @Nullable Object convertToDatabaseColumn(@Nullable UUID value) {
        return value;
    }

    @Override
    public @Nullable UUID convertToEntityAttribute(@Nullable Object column) {
        return column == null ? null : UUID.fromString(column.toString());
    }
}
