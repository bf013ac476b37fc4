package org.crmcontracts.connectors.customer;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a contract copies of its customer.
 *
 * @param registrationNumber 统一社会信用代码 or the local equivalent
 */
public record CustomerIdentity(UUID id, String name, @Nullable String registrationNumber, @Nullable String address) {}
