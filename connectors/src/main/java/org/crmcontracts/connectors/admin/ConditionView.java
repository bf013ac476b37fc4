package org.crmcontracts.connectors.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.crmcontracts.connectors.mapping.Condition;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.jspecify.annotations.Nullable;

/**
 * One condition of a filter, as the API answers and takes it.
 *
 * @param values in the form of the field's type; null or none where it is only asked whether there is a value
 * @param problemCode why no run begins under it, as the CRM's fields were described last; only answered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConditionView(
        @NotNull RemoteKind kind,
        @NotBlank @Size(max = 200) String field,
        @NotNull Condition.Operator operator,
        @Nullable @Size(max = Condition.MOST_VALUES) List<@NotNull @Size(max = 200) String> values,
        @Nullable String problemCode) {
    static ConditionView of(Condition condition, @Nullable String problemCode) {
        return new ConditionView(
                condition.kind(), condition.field(), condition.operator(), condition.values(), problemCode);
    }

    Condition condition() {
        return new Condition(
                kind,
                field.strip(),
                operator,
                values == null ? List.of() : values.stream().map(String::strip).toList());
    }
}
