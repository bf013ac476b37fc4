package org.crmcontracts.connectors.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crmcontracts.connectors.mapping.Condition;
import org.crmcontracts.connectors.mapping.MappingSuggestion;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.jspecify.annotations.Nullable;

/**
 * What a CRM has to map.
 *
 * @param suggestions for those of our fields that are not mapped
 */
public record MappingView(List<FieldView> fields, List<MappingSuggestion> suggestions) {

    /**
     * One field of the CRM.
     *
     * @param operators what a filter may ask of it
     * @param options stored values and their labels; empty where it is no choice
     * @param samples a few values of records that were changed lately, shortened
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FieldView(
            RemoteKind kind,
            String name,
            String label,
            RemoteField.Type type,
            boolean required,
            boolean writable,
            @Nullable Integer maxLength,
            Set<Condition.Operator> operators,
            Map<String, String> options,
            List<String> samples) {
        static FieldView of(RemoteKind kind, RemoteField field, List<String> samples) {
            return new FieldView(
                    kind,
                    field.name(),
                    field.label(),
                    field.type(),
                    field.required(),
                    field.writable(),
                    field.maxLength(),
                    Condition.operators(field.type()),
                    field.options(),
                    samples);
        }
    }
}
