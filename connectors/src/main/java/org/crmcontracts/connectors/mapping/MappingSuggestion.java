package org.crmcontracts.connectors.mapping;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;

/**
 * Which of a CRM's fields is likely to be one of ours, by name, label and type (pure).
 *
 * @param likeness from {@value #LEAST} to 1, which is the same word
 */
public record MappingSuggestion(RemoteKind kind, String ours, String theirs, double likeness) {
    /** Below it a suggestion would be wrong more often than right. */
    static final double LEAST = 0.6;

    /** A whole word within a longer name says less than the name. */
    private static final double PART = 0.8;

    /** Words that CRMs and their users have for our fields, in both languages. */
    private static final Map<String, List<String>> WORDS = Map.of(
            "name", List.of("name", "account name", "company name", "full name", "名称", "客户名称", "公司名称", "姓名"),
            "registrationNumber",
                    List.of(
                            "registration number",
                            "unified social credit code",
                            "credit code",
                            "tax number",
                            "统一社会信用代码",
                            "信用代码",
                            "税号",
                            "纳税人识别号"),
            "phone", List.of("phone", "telephone", "tel", "mobile", "电话", "手机", "联系电话"),
            "website", List.of("website", "url", "homepage", "网站", "网址", "官网"),
            "industry", List.of("industry", "sector", "行业", "所属行业"),
            "address", List.of("address", "billing address", "地址", "详细地址"),
            "ownerName", List.of("owner", "owner name", "sales representative", "负责人", "所有者", "客户所有者"),
            "email", List.of("email", "e mail", "mail", "邮箱", "电子邮件", "邮件"),
            "title", List.of("title", "job title", "position", "职务", "职位"),
            "account", List.of("account", "account name", "company", "customer", "客户", "客户名称", "所属客户", "公司"));

    private static final Set<RemoteField.Type> TEXTS =
            Set.of(RemoteField.Type.TEXT, RemoteField.Type.NUMBER, RemoteField.Type.CHOICE);

    private static final Comparator<MappingSuggestion> BEST_FIRST = Comparator.comparing(
                    (MappingSuggestion one) -> -one.likeness())
            .thenComparing(MappingSuggestion::ours)
            .thenComparing(MappingSuggestion::theirs);

    /**
     * The best field for each of ours that has none, where one is like enough; no field is suggested twice.
     *
     * @param ours our fields that are not mapped
     * @param taken the CRM's fields that are
     */
    public static List<MappingSuggestion> of(
            RemoteKind kind, Collection<String> ours, List<RemoteField> fields, Set<String> taken) {
        List<MappingSuggestion> likely = ours.stream()
                .flatMap(one -> fields.stream()
                        .filter(field -> !taken.contains(field.name()) && isLikely(one, field.type()))
                        .map(field -> new MappingSuggestion(kind, one, field.name(), compared(one, field))))
                .filter(one -> one.likeness() >= LEAST)
                .sorted(BEST_FIRST)
                .toList();
        Map<String, MappingSuggestion> byOurs = new LinkedHashMap<>();
        Set<String> used = new HashSet<>();
        for (MappingSuggestion one : likely) {
            if (!byOurs.containsKey(one.ours()) && used.add(one.theirs())) {
                byOurs.put(one.ours(), one);
            }
        }
        return List.copyOf(byOurs.values());
    }

    /** Whether a field of ours can hold what a field of this type holds. */
    public static boolean fits(String ours, RemoteField.Type type) {
        return switch (ours) {
            case FieldMap.ACCOUNT -> type == RemoteField.Type.REFERENCE;
            case "active" -> type == RemoteField.Type.BOOLEAN;
            default -> type != RemoteField.Type.REFERENCE && type != RemoteField.Type.OTHER;
        };
    }

    /** Dates and ticks could be held as text, but nobody has a telephone number in one. */
    private static boolean isLikely(String ours, RemoteField.Type type) {
        return fits(ours, type) && (TEXTS.contains(type) || type == RemoteField.Type.REFERENCE);
    }

    private static double compared(String ours, RemoteField field) {
        return WORDS.getOrDefault(ours, List.of(ours)).stream()
                .mapToDouble(word -> Math.max(alike(word, field.name()), alike(word, field.label())))
                .max()
                .orElse(0);
    }

    private static double alike(String word, String name) {
        String one = plain(word);
        String other = plain(name);
        if (one.equals(other)) {
            return 1;
        }
        if ((" " + other + " ").contains(" " + one + " ")) {
            return PART;
        }
        return pairsInCommon(one.replace(" ", ""), other.replace(" ", ""));
    }

    /** {@code Account_Name}, {@code accountName} and {@code ACCOUNT NAME} are the same; so is {@code account_name__c}. */
    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("__c$", "")
                .replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{Nd}]+", " ")
                .strip();
    }

    /** Dice's coefficient of the pairs of neighbouring characters. */
    private static double pairsInCommon(String one, String other) {
        Set<String> pairs = pairs(one);
        Set<String> others = pairs(other);
        if (pairs.isEmpty() || others.isEmpty()) {
            return 0;
        }
        long common = pairs.stream().filter(others::contains).count();
        return 2.0 * common / (pairs.size() + others.size());
    }

    private static Set<String> pairs(String text) {
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= text.length(); i++) {
            pairs.add(text.substring(i, i + 2));
        }
        return pairs;
    }
}
