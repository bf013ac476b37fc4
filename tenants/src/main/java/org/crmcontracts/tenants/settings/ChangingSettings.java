package org.crmcontracts.tenants.settings;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.registry.ConfigurationChanges;
import org.jspecify.annotations.Nullable;

/** Use case: change settings, all of the request or none. */
@ApplicationScoped
@Transactional
public class ChangingSettings {
    private static final int MAX_CHANGES = 100;
    private static final int MAX_LENGTH = 10_000;

    @Inject
    SettingCatalogues catalogues;

    @Inject
    TenantSettings settings;

    @Inject
    SettingRows rows;

    @Inject
    AuditLog log;

    @Inject
    ConfigurationChanges changes;

    /**
     * Null takes the tenant's own value away. {@code VALIDATION_FAILED} names every fault by the setting's name,
     * {@code STALE_VERSION}.
     */
    public SettingSnapshot change(Caller caller, Map<String, Object> values, long version) {
        Map<SettingDescriptor<?>, @Nullable String> wanted = checked(values);
        if (!rows.advance(version)) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
        SettingSnapshot before = settings.now();
        wanted.forEach((setting, text) -> rows.put(setting.name(), text));
        SettingSnapshot after = settings.now();
        Map<String, Object> data = new TreeMap<>();
        wanted.keySet().forEach(setting -> {
            Map<String, @Nullable Object> change = new LinkedHashMap<>();
            change.put("old", before.json(setting));
            change.put("new", after.json(setting));
            data.put(setting.name(), change);
        });
        changes.announce(caller.tenant().id());
        log.append(
                Actor.of(caller), "settings.changed", "tenant", caller.tenant().id(), data);
        return after;
    }

    private Map<SettingDescriptor<?>, @Nullable String> checked(Map<String, Object> values) {
        List<FieldError> errors = new ArrayList<>();
        Map<SettingDescriptor<?>, @Nullable String> wanted = new LinkedHashMap<>();
        if (values.size() > MAX_CHANGES) {
            errors.add(new FieldError("", "TOO_MANY", Map.of("max", MAX_CHANGES)));
        }
        values.entrySet().stream().limit(MAX_CHANGES).forEach(entry -> {
            String pointer = "/" + entry.getKey().replace("~", "~0").replace("/", "~1");
            SettingDescriptor<?> setting = catalogues.named(entry.getKey()).orElse(null);
            if (setting == null) {
                errors.add(new FieldError(pointer, "SETTING_UNKNOWN"));
                return;
            }
            try {
                wanted.put(setting, text(setting, Json.mapper().valueToTree(entry.getValue())));
            } catch (SettingRefused e) {
                errors.add(new FieldError(pointer, e.code(), e.args()));
            }
        });
        if (!errors.isEmpty()) {
            throw new Problem(HttpProblem.VALIDATION_FAILED).withErrors(errors);
        }
        return wanted;
    }

    private static @Nullable String text(SettingDescriptor<?> setting, @Nullable JsonNode value) throws SettingRefused {
        if (value == null || value.isNull()) {
            return null;
        }
        String text = setting.type().textOf(value);
        if (text.length() > MAX_LENGTH) {
            throw new SettingRefused("SETTING_TOO_LONG", Map.of("max", MAX_LENGTH));
        }
        setting.type().parse(text);
        return text;
    }
}
