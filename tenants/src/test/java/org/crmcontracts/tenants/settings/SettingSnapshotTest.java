package org.crmcontracts.tenants.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.tenants.http.Messages;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingSnapshotTest {
    private static final SettingDescriptor<ZoneId> ZONE = CommonSettings.ZONE;
    private static final SettingDescriptor<Integer> SIZE = CommonSettings.PAGE_SIZE;

    private final Map<String, String> installation = new HashMap<>();

    private static Tenant tenant(String key, String zone) {
        return new Tenant(
                new UUID(0, key.hashCode()),
                key,
                key,
                "t_" + key,
                "t_" + key,
                TenantState.ACTIVE,
                Locale.ENGLISH,
                ZoneId.of(zone),
                "EUR",
                null,
                null,
                null,
                "home");
    }

    private SettingSnapshot snapshot(Map<String, String> own) {
        return new SettingSnapshot(
                tenant("one", "Europe/Dublin"), 1, own, name -> Optional.ofNullable(installation.get(name)));
    }

    @Test
    void theStrongestWins() {
        assertThat(snapshot(Map.of()).find(SIZE)).contains(new SettingSnapshot.Found<>(50, SettingSource.DEFAULT));
        installation.put(SIZE.name(), "20");
        assertThat(snapshot(Map.of()).find(SIZE)).contains(new SettingSnapshot.Found<>(20, SettingSource.INSTALLATION));
        assertThat(snapshot(Map.of(SIZE.name(), "10")).find(SIZE))
                .contains(new SettingSnapshot.Found<>(10, SettingSource.TENANT));
        assertThat(snapshot(Map.of(SIZE.name(), "10")).jsonWithoutTenant(SIZE)).isEqualTo(20);

        installation.put(ZONE.name(), "Asia/Tokyo");
        assertThat(snapshot(Map.of()).find(ZONE))
                .contains(new SettingSnapshot.Found<>(ZoneId.of("Europe/Dublin"), SettingSource.CREATION));
        assertThat(snapshot(Map.of(ZONE.name(), "Asia/Shanghai")).get(ZONE)).isEqualTo(ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void aValueThatIsNoLongerTakenGivesWay() {
        installation.put(SIZE.name(), "many");
        assertThat(snapshot(Map.of(SIZE.name(), "9999")).get(SIZE)).isEqualTo(50);
        assertThat(snapshot(Map.of(ZONE.name(), "Mars/Base")).find(ZONE))
                .contains(new SettingSnapshot.Found<>(ZoneId.of("Europe/Dublin"), SettingSource.CREATION));
    }

    @Test
    void noTenantGetsAnothersValue() {
        installation.put(SIZE.name(), "33");
        SettingSnapshot one = snapshot(Map.of(SIZE.name(), "1", "branding.color-primary", "#111111"));
        SettingSnapshot two = new SettingSnapshot(
                tenant("two", "UTC"),
                1,
                Map.of("branding.color-primary", "#222222"),
                name -> Optional.ofNullable(installation.get(name)));
        for (int i = 0; i < 1_000; i++) {
            assertThat(one.get(SIZE)).isEqualTo(1);
            assertThat(two.get(SIZE)).isEqualTo(33);
            assertThat(one.branding()).containsExactly(Map.entry("--cc-color-primary", "#111111"));
            assertThat(two.branding()).containsExactly(Map.entry("--cc-color-primary", "#222222"));
            assertThat(two.get(ZONE)).isEqualTo(ZoneId.of("UTC"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "red",
                "#fff",
                "#12345g",
                "#123456;",
                "#123456}",
                "#123456 ",
                "#123456\n",
                "url(https://evil.example/x)",
                "var(--x)",
                "expression(alert(1))",
                "</style><script>",
                "#123456;background:url(//evil.example)",
                "",
                "\\23 123456"
            })
    void aColourIsAColourAndNothingElse(String text) {
        assertThat(snapshot(Map.of("branding.color-primary", text)).branding()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Arial;",
                "Arial}",
                "url(x)",
                "'Arial'",
                "\"Arial\"",
                "Arial,",
                ",Arial",
                "Arial,,Inter",
                "Arial/*",
                "@import",
                "Arial\\",
                "Ari\nal",
                "expression(1)",
                "A<b",
                " "
            })
    void fontsAreNamesAndNothingElse(String text) {
        assertThat(snapshot(Map.of("branding.font-family", text)).branding()).isEmpty();
    }

    @Test
    void goodTokensPass() {
        assertThat(snapshot(Map.of(
                                "branding.font-family", "Source Han Sans, 微软雅黑, sans-serif",
                                "branding.radius", "24px",
                                "branding.color-text", "#00AAff"))
                        .branding())
                .containsOnlyKeys("--cc-font-family", "--cc-radius", "--cc-color-text");
        for (String radius : List.of("25px", "1em", "-1px", "01px", "1px;", "calc(1px)")) {
            assertThat(snapshot(Map.of("branding.radius", radius)).branding())
                    .as(radius)
                    .isEmpty();
        }
    }

    @Test
    void listsAndNumbersAreChecked() {
        assertThat(snapshot(Map.of("calendar.holidays", "2026-10-02, 2026-10-01,2026-10-01"))
                        .json(CommonSettings.HOLIDAYS))
                .isEqualTo(List.of("2026-10-01", "2026-10-02"));
        for (String bad : List.of("2026-02-30", "2026-1-1", "tomorrow", "2026-10-01;", "9999-01-01", "2026-10-01,")) {
            assertThat(snapshot(Map.of("calendar.holidays", bad)).get(CommonSettings.HOLIDAYS))
                    .as(bad)
                    .isEmpty();
        }
        for (String bad : List.of("0", "201", "1e2", "0x10", "+5", "05", "5.0", "99999999999", "")) {
            assertThat(snapshot(Map.of(SIZE.name(), bad)).get(SIZE)).as(bad).isEqualTo(50);
        }
        assertThat(snapshot(Map.of("calendar.working-weekdays", "")).get(CommonSettings.WEEKDAYS))
                .hasSize(5);
        assertThat(snapshot(Map.of("calendar.working-weekdays", "SATURDAY,SUNDAY"))
                        .calendar()
                        .weekdays())
                .hasSize(2);
    }

    @Test
    void everySettingHasAValueOrIsBrandingAndIsDescribed() {
        Set<String> names = new HashSet<>();
        for (SettingDescriptor<?> setting : new CommonSettings().settings()) {
            assertThat(names.add(setting.name())).as(setting.name()).isTrue();
            assertThat(snapshot(Map.of()).find(setting).isPresent())
                    .isEqualTo(setting.group() != SettingGroup.BRANDING);
            for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINA)) {
                assertThat(Messages.find(setting.anchor(), "setting." + setting.name(), Map.of(), locale))
                        .as(setting.name())
                        .isPresent();
            }
        }
    }
}
