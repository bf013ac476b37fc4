package org.crmcontracts.tenants.registry;

import org.jspecify.annotations.Nullable;

/**
 * Where an issuer's tokens say who somebody is.
 *
 * @param user the lasting identifier of the person
 * @param roles the host's roles, a list or words with blanks between them
 * @param teams the host's teams likewise, null if the tokens tell none
 */
public record ClaimPaths(ClaimPath user, ClaimPath name, ClaimPath roles, @Nullable ClaimPath teams) {
    public static final ClaimPaths USUAL =
            new ClaimPaths(new ClaimPath("sub"), new ClaimPath("name"), new ClaimPath("groups"), null);
}
