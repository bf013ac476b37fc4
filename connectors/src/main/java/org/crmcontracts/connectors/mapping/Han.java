package org.crmcontracts.connectors.mapping;

import org.jspecify.annotations.Nullable;

/** Whether a text is Chinese, which is written without spaces and from the whole to the part. Pure. */
public final class Han {
    private Han() {}

    /** Whether any of its characters is Han. */
    public static boolean in(@Nullable String text) {
        return text != null
                && text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }
}
