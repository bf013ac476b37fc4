package org.crmcontracts.connectors.customer;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person at a customer (联系人). */
public record Contact(
        UUID id, long version, String name, @Nullable String email, @Nullable String phone, @Nullable String title) {}
