package org.crmcontracts.connectors.zoho;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing goes on.
 *
 * @param total how many records the whole listing has, null where it was not counted
 * @param token Zoho's own, null at the first page
 */
record ZohoPageToken(@Nullable Long total, @Nullable String token) {
    private static final Pattern FORM = Pattern.compile("list:([0-9]*):(.+)");

    /** {@code PAGE_TOKEN_EXPIRED} for what is none of ours, as after an update of this software. */
    static ZohoPageToken of(@Nullable String text) {
        if (text == null) {
            return new ZohoPageToken(null, null);
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new CrmRefusal(CrmRefusal.Reason.PAGE_TOKEN_EXPIRED, null, "Not a page token of this connector");
        }
        return new ZohoPageToken(form.group(1).isEmpty() ? null : Long.valueOf(form.group(1)), form.group(2));
    }

    String text() {
        return "list:" + (total == null ? "" : total) + ":" + token;
    }
}
