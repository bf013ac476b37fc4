package org.crmcontracts.connectors.admin;

import java.util.List;
import org.crmcontracts.connectors.spi.RemoteKind;

/**
 * What a filter would make of a few records of one kind that were changed lately.
 *
 * @param sampled how many records were looked at
 * @param matching how many of them meet all conditions
 * @param leftOut names of a few that do not
 */
public record FilterPreview(RemoteKind kind, int sampled, int matching, List<String> leftOut) {}
