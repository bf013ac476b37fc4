package org.crmcontracts.tenants.identity;

/** A person or program that runs the platform; stands outside every tenant and can read no tenant's content. */
public record Operator(String userId, String name) {
    /** The group that makes a platform token an operator's, and the role that platform endpoints name. */
    public static final String ROLE = "operator";
}
