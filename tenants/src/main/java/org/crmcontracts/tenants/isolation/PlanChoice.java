package org.crmcontracts.tenants.isolation;

/**
 * How PostgreSQL plans the statements of a thread's transactions ({@code plan_cache_mode}). It would plan a statement anew
 * for the values of its first five uses, which a connection that serves many tenants pays for each of them.
 */
enum PlanChoice {
    /** As PostgreSQL sees fit: where a range or a rare state decides, the values matter. */
    BY_VALUES("auto"),
    /** At the first use, for whatever values: for commands, which find their rows by key. */
    ONCE("force_generic_plan");

    private static final ThreadLocal<PlanChoice> CURRENT = ThreadLocal.withInitial(() -> BY_VALUES);

    private final String mode;

    PlanChoice(String mode) {
        this.mode = mode;
    }

    /** The value of {@code plan_cache_mode}. */
    String mode() {
        return mode;
    }

    static PlanChoice current() {
        return CURRENT.get();
    }

    /** For the thread's work from now on, until {@link #clear}. */
    static void ofRequest(String method) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        CURRENT.set(reads ? BY_VALUES : ONCE);
    }

    static void clear() {
        CURRENT.remove();
    }
}
