package org.crmcontracts.connectors.customer;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A company's name (企业名称) in the form in which names are compared. Pure. */
final class CompanyName {
    /** Legal forms as they end a name; of Chinese ones the longest first. */
    static final List<String> HAN_FORMS = List.of("股份有限公司", "有限责任公司", "有限公司", "株式会社", "公司");

    static final Set<String> FORMS = Set.of(
            "incorporated",
            "inc",
            "corporation",
            "corp",
            "company",
            "co",
            "limited",
            "ltd",
            "llc",
            "llp",
            "lp",
            "plc",
            "gmbh",
            "mbh",
            "ag",
            "kg",
            "ohg",
            "ug",
            "se",
            "sa",
            "sas",
            "sarl",
            "bv",
            "nv",
            "oy",
            "ab",
            "as",
            "aps",
            "srl",
            "spa",
            "sl",
            "pty",
            "pte",
            "kk");

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private CompanyName() {}

    /**
     * Without width, case, accents, punctuation and legal form; what is nothing but a legal form stays. Applying it twice
     * to a key of several words may change it further: it is for comparing, not for showing.
     */
    static String key(String name) {
        // A dot or an ampersand within a legal form parts nothing: S.A., Co.KG.
        String folded = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace(".", "")
                .replace("'", "")
                .replace("’", "");
        List<String> words = new ArrayList<>(
                List.of(NO_LETTERS.matcher(folded).replaceAll(" ").strip().split(" ")));
        while (words.size() > 1 && FORMS.contains(words.get(words.size() - 1))) {
            words.remove(words.size() - 1);
        }
        String joined = Normalizer.normalize(String.join("", words), Normalizer.Form.NFC);
        for (String form : HAN_FORMS) {
            if (joined.endsWith(form) && joined.length() > form.length()) {
                return joined.substring(0, joined.length() - form.length());
            }
        }
        return joined;
    }

    /** How alike two keys are: 100 for the same, 0 for no two neighbouring characters in common (Dice's coefficient). */
    static int likeness(String one, String other) {
        if (one.equals(other)) {
            return one.isEmpty() ? 0 : 100;
        }
        if (one.length() < 2 || other.length() < 2) {
            return 0;
        }
        Map<String, Integer> pairs = new HashMap<>();
        for (int i = 0; i + 2 <= one.length(); i++) {
            pairs.merge(one.substring(i, i + 2), 1, Integer::sum);
        }
        int common = 0;
        for (int i = 0; i + 2 <= other.length(); i++) {
            Integer left = pairs.get(other.substring(i, i + 2));
            if (left != null && left > 0) {
                pairs.put(other.substring(i, i + 2), left - 1);
                common++;
            }
        }
        // Unequal names never count as the same ones.
        return Math.min(99, 200 * common / (one.length() + other.length() - 2));
    }
}
