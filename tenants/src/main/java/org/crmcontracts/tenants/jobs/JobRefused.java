package org.crmcontracts.tenants.jobs;

/** Trying the job again would not help before somebody acts: it goes to the failure inbox at once. */
public final class JobRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code shown in the failure inbox, by its text in the catalogue of the handler's module
     */
    public JobRefused(String code) {
        super(code);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
