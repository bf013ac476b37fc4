package org.crmcontracts.tenants.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.crmcontracts.tenants.registry.Tenant;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one tenant at one moment. Pure.
 *
 * <p>The server's own {@code Config} remembers values by their names alone, for all tenants. So it is asked for the
 * installation's values only; the tenant's stand in a source of the snapshot's own and never pass through it.
 */
public final class SettingSnapshot {
    private static final System.Logger LOG = System.getLogger(SettingSnapshot.class.getName());

    private final Tenant tenant;
    private final long version;
    private final ConfigSource own;
    private final Function<String, Optional<String>> installation;
    private final Map<SettingDescriptor<?>, Optional<Found<?>>> found = new ConcurrentHashMap<>();

    /**
     * @param own what the tenant set, by name
     * @param installation the value that the installation gives a name
     */
    SettingSnapshot(
            Tenant tenant, long version, Map<String, String> own, Function<String, Optional<String>> installation) {
        this.tenant = tenant;
        this.version = version;
        this.own = new TenantConfigSource(tenant.key(), own);
        this.installation = installation;
    }

    /** A value and who says it. */
    public record Found<T>(T value, SettingSource source) {}

    private record Layer(SettingSource source, @Nullable String text) {}

    public long version() {
        return version;
    }

    /** The value; fails for a setting without one. */
    public <T> T get(SettingDescriptor<T> setting) {
        return find(setting)
                .map(Found::value)
                .orElseThrow(() -> new IllegalStateException("no value of " + setting.name()));
    }

    /** The strongest value that the setting still takes; a weaker one stands in for one that it does not. */
    @SuppressWarnings("unchecked") // each descriptor is kept with a value of its own type
    public <T> Optional<Found<T>> find(SettingDescriptor<T> setting) {
        return (Optional<Found<T>>) (Optional<?>) found.computeIfAbsent(setting, this::look);
    }

    private Optional<Found<?>> look(SettingDescriptor<?> setting) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(SettingSource.TENANT, own.getValue(setting.name())));
        layers.add(new Layer(
                SettingSource.CREATION,
                setting.creation() == null ? null : setting.creation().apply(tenant)));
        layers.add(new Layer(
                SettingSource.INSTALLATION, installation.apply(setting.name()).orElse(null)));
        layers.add(new Layer(SettingSource.DEFAULT, setting.builtIn().orElse(null)));
        for (Layer layer : layers) {
            if (layer.text() != null) {
                try {
                    return Optional.of(new Found<>(setting.type().parse(layer.text()), layer.source()));
                } catch (SettingRefused e) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "{0} of {1} for tenant {2} is not taken: {3}",
                            setting.name(),
                            layer.source(),
                            tenant.key(),
                            e.code());
                }
            }
        }
        return Optional.empty();
    }

    /** The value that stood if the tenant set none, as the API shows it; null if there is none. */
    public @Nullable Object jsonWithoutTenant(SettingDescriptor<?> setting) {
        return new SettingSnapshot(tenant, version, Map.of(), installation).json(setting);
    }

    /** The value as the API shows it; null if there is none. */
    public @Nullable Object json(SettingDescriptor<?> setting) {
        return jsonOf(setting);
    }

    private <T> @Nullable Object jsonOf(SettingDescriptor<T> setting) {
        return find(setting).map(one -> setting.type().json(one.value())).orElse(null);
    }

    /** The tenant's branding as CSS custom properties, those that are set. */
    public Map<String, String> branding() {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (SettingDescriptor<String> token : CommonSettings.BRANDING) {
            find(token).ifPresent(one -> tokens.put(token.name().replaceFirst("^branding\\.", "--cc-"), one.value()));
        }
        return tokens;
    }

    public WorkingCalendar calendar() {
        return new WorkingCalendar(
                get(CommonSettings.WEEKDAYS), get(CommonSettings.HOLIDAYS), get(CommonSettings.EXTRA_DAYS));
    }
}
