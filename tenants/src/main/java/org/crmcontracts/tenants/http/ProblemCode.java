package org.crmcontracts.tenants.http;

/** A refusal the API documents; implemented by one enum per room, so the constant's name is the code. */
public interface ProblemCode {
    String name();

    /** HTTP status of the answer. */
    int status();
}
