package org.crmcontracts.tenants.people;

import java.util.ArrayList;
import java.util.List;

/** A condition in SQL with the values of its {@code ?}, in their order. */
public record SqlCondition(String sql, List<Object> values) {
    public static final SqlCondition ALWAYS = new SqlCondition("true", List.of());
    public static final SqlCondition NEVER = new SqlCondition("false", List.of());

    public SqlCondition {
        values = List.copyOf(values);
    }

    public SqlCondition and(SqlCondition other) {
        if (this.equals(NEVER) || other.equals(ALWAYS)) {
            return this;
        }
        return this.equals(ALWAYS) || other.equals(NEVER) ? other : join(" and ", other);
    }

    public SqlCondition or(SqlCondition other) {
        if (this.equals(ALWAYS) || other.equals(NEVER)) {
            return this;
        }
        return this.equals(NEVER) || other.equals(ALWAYS) ? other : join(" or ", other);
    }

    private SqlCondition join(String operator, SqlCondition other) {
        List<Object> both = new ArrayList<>(values);
        both.addAll(other.values);
        return new SqlCondition("(" + sql + operator + other.sql + ")", both);
    }
}
