package org.crmcontracts.tenants.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Localised texts: one Chinese and one English catalogue per module. */
public final class Messages {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z0-9_.-]+)}");
    private static final int MODULE_PACKAGE_DEPTH = 3;
    private static final Map<String, Properties> CATALOGUES = new ConcurrentHashMap<>();

    private Messages() {}

    /**
     * The text of a key in the catalogue of the anchor's module, the key itself if it has none.
     * A locale other than Chinese reads the English catalogue; unknown placeholders stay as they are.
     */
    public static String text(Class<?> anchor, String key, Map<String, ?> args, Locale locale) {
        return find(anchor, key, args, locale).orElse(key);
    }

    /** Like {@link #text}, empty if the catalogue lacks the key. */
    public static Optional<String> find(Class<?> anchor, String key, Map<String, ?> args, Locale locale) {
        return Optional.ofNullable(catalogue(anchor, locale).getProperty(key)).map(text -> fill(text, args));
    }

    private static String fill(String text, Map<String, ?> args) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        args.containsKey(found.group(1)) ? String.valueOf(args.get(found.group(1))) : found.group()));
    }

    private static Properties catalogue(Class<?> anchor, Locale locale) {
        String language = locale.getLanguage().equals("zh") ? "zh" : "en";
        String[] segments = anchor.getPackageName().split("\\.", -1);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < Math.min(MODULE_PACKAGE_DEPTH, segments.length); i++) {
            path.append(segments[i]).append('/');
        }
        String resource =
                path.append("messages_").append(language).append(".properties").toString();
        return CATALOGUES.computeIfAbsent(resource, name -> load(anchor.getClassLoader(), name));
    }

    private static Properties load(ClassLoader loader, String resource) {
        Properties texts = new Properties();
        try (InputStream in = loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing catalogue " + resource);
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
