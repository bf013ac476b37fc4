package org.crmcontracts.tenants.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person may do in a tenant. */
public enum Role {
    SALES(Scope.OWN),
    LEGAL(Scope.ALL),
    FINANCE(Scope.ALL),
    BUSINESS(Scope.TEAM),
    EXECUTIVE(Scope.ALL),
    RECORDS(Scope.ALL),
    AUDITOR(Scope.ALL),
    ADMIN(Scope.ALL);

    private final Scope defaultScope;

    Role(Scope defaultScope) {
        this.defaultScope = defaultScope;
    }

    /** How far the role reaches unless the tenant says otherwise. */
    public Scope defaultScope() {
        return defaultScope;
    }

    /** The roles as constants for {@code @RolesAllowed}. */
    public static final class Names {
        public static final String SALES = "sales";
        public static final String LEGAL = "legal";
        public static final String FINANCE = "finance";
        public static final String BUSINESS = "business";
        public static final String EXECUTIVE = "executive";
        public static final String RECORDS = "records";
        public static final String AUDITOR = "auditor";
        public static final String ADMIN = "admin";

        private Names() {}
    }

    /** The name on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
