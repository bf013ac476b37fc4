package org.crmcontracts.tenants.secrets;

import java.util.List;

/**
 * The sealed columns of one room, so that a rotation of keys finds them; a bean in each room that seals. Both methods
 * run in a transaction of the tenant.
 */
public interface SealedColumns {
    /**
     * One sealed text.
     *
     * @param place which it is, in the room's own words
     * @param context what it was sealed for
     */
    record SealedText(String place, String context, String sealed) {
        @Override
        public String toString() {
            return "SealedText[" + place + "]";
        }
    }

    /** All of the tenant. */
    List<SealedText> texts();

    /** Puts the text sealed anew in the place of the former, unless that was changed meanwhile. */
    void replace(SealedText former, String sealed);
}
