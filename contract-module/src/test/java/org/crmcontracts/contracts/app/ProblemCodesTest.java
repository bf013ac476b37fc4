package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.crmcontracts.tenants.http.ProblemCode;
import org.junit.jupiter.api.Test;

/** Codes are the API's promise: unique over all rooms, told in both languages, and never taken back. */
class ProblemCodesTest {
    private static final List<String> MODULES = List.of("tenants", "connectors", "contracts");

    private static List<ProblemCode> codes() {
        List<ProblemCode> codes = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter().importPackages("org.crmcontracts")) {
            if (type.isEnum() && type.isAssignableTo(ProblemCode.class)) {
                for (Object constant : type.reflect().getEnumConstants()) {
                    codes.add((ProblemCode) constant);
                }
            }
        }
        return codes;
    }

    private static Properties catalogue(String module, String language) throws Exception {
        Properties properties = new Properties();
        String name = "/org/crmcontracts/" + module + "/messages_" + language + ".properties";
        try (InputStream in = ProblemCodesTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }

    @Test
    void everyCodeIsUniqueAndTold() throws Exception {
        Set<String> seen = new HashSet<>();
        for (ProblemCode code : codes()) {
            assertThat(seen.add(code.name())).as(code.name() + " stands twice").isTrue();
            assertThat(code.status()).isBetween(400, 599);
            String module = code.getClass().getPackageName().split("\\.")[2];
            for (String language : List.of("en", "zh")) {
                assertThat(catalogue(module, language).getProperty(code.name()))
                        .as(code.name() + " in " + language)
                        .isNotBlank();
            }
        }
        assertThat(seen).hasSizeGreaterThan(25);
    }

    @Test
    void bothLanguagesHaveTheSameKeysAndPlaceholders() throws Exception {
        for (String module : MODULES) {
            Properties english = catalogue(module, "en");
            Properties chinese = catalogue(module, "zh");
            assertThat(new TreeSet<>(chinese.keySet())).as(module).isEqualTo(new TreeSet<>(english.keySet()));
            for (String key : english.stringPropertyNames()) {
                assertThat(placeholders(chinese.getProperty(key)))
                        .as(key)
                        .isEqualTo(placeholders(english.getProperty(key)));
            }
        }
    }

    private static Set<String> placeholders(String text) {
        Set<String> names = new TreeSet<>();
        var matcher = java.util.regex.Pattern.compile("\\{(\\w+)}").matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
