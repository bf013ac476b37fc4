package org.crmcontracts.connectors.spi;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A hint from the CRM that records have changed or gone.
 *
 * @param changed ids by kind
 * @param answer what the CRM expects as the body of our answer, null for an empty one
 */
public record Notice(Map<RemoteKind, Set<String>> changed, @Nullable String answer) {}
