package org.crmcontracts.contracts.lifecycle;

/** The body of a command that needs to say no more than its path: {@code {}}. */
public record EmptyRequest() {}
