package org.crmcontracts.tenants.jobs;

/** A job went wrong in a way that has a code; it is tried again. Any other exception is, too, without a code. */
public final class JobFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code shown in the failure inbox, by its text in the catalogue of the handler's module
     */
    public JobFailed(String code) {
        super(code);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
