package org.crmcontracts.tenants.settings;

import java.util.Map;

/** A value that a setting does not take. */
public final class SettingRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, ?> args;

    /** With the key of a localised text. */
    public SettingRefused(String code) {
        this(code, Map.of());
    }

    public SettingRefused(String code, Map<String, ?> args) {
        super(code);
        this.args = args;
    }

    public String code() {
        return String.valueOf(getMessage());
    }

    public Map<String, ?> args() {
        return args;
    }
}
