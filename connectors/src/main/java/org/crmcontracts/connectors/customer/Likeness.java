package org.crmcontracts.connectors.customer;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How likely two customers are one, and why. Pure and symmetric. The weights are assumptions of ours: one strong sign, or
 * two that do not come from the same cause, make a pair that a person should look at.
 *
 * @param score 0 to 100
 */
record Likeness(int score, Set<Reason> reasons) {
    /** From here on a pair is shown. */
    static final int SHOWN = 60;

    private static final int SAME_NUMBER = 95;
    private static final int OTHER_NUMBER = -50;
    private static final int SAME_NAME = 70;
    private static final int SIMILAR_NAME = 40;
    private static final int SAME_PHONE = 30;
    private static final int SAME_DOMAIN = 25;
    private static final int MOST = 100;

    /** Below it two names tell nothing. */
    private static final int SIMILAR = 70;

    private static final int SHORTEST_NUMBER = 6;
    private static final int PHONE_DIGITS = 8;
    private static final int SHORTEST_PHONE = 7;

    /** Mailboxes of anybody: the domain tells nothing of the company. */
    static final Set<String> PUBLIC_DOMAINS = Set.of(
            "gmail.com",
            "googlemail.com",
            "outlook.com",
            "hotmail.com",
            "live.com",
            "msn.com",
            "yahoo.com",
            "icloud.com",
            "me.com",
            "aol.com",
            "gmx.de",
            "gmx.net",
            "web.de",
            "t-online.de",
            "proton.me",
            "protonmail.com",
            "mail.ru",
            "yandex.ru",
            "qq.com",
            "foxmail.com",
            "163.com",
            "126.com",
            "yeah.net",
            "sina.com",
            "sina.cn",
            "sohu.com",
            "139.com",
            "189.cn",
            "wo.cn",
            "aliyun.com");

    enum Reason {
        REGISTRATION_NUMBER,
        NAME,
        SIMILAR_NAME,
        PHONE,
        DOMAIN
    }

    /**
     * What is compared.
     *
     * @param domains of the website and of its contacts' e-mail addresses, lower case
     */
    record Facts(String name, @Nullable String registrationNumber, @Nullable String phone, Set<String> domains) {}

    static Likeness of(Facts one, Facts other) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        int score = 0;
        String number = number(one.registrationNumber());
        String otherNumber = number(other.registrationNumber());
        if (!number.isEmpty() && number.equals(otherNumber)) {
            reasons.add(Reason.REGISTRATION_NUMBER);
            score += SAME_NUMBER;
        } else if (!number.isEmpty() && !otherNumber.isEmpty()) {
            score += OTHER_NUMBER;
        }
        int names = CompanyName.likeness(CompanyName.key(one.name()), CompanyName.key(other.name()));
        if (names == MOST) {
            reasons.add(Reason.NAME);
            score += SAME_NAME;
        } else if (names >= SIMILAR) {
            reasons.add(Reason.SIMILAR_NAME);
            score += SIMILAR_NAME;
        }
        String phone = phone(one.phone());
        if (!phone.isEmpty() && phone.equals(phone(other.phone()))) {
            reasons.add(Reason.PHONE);
            score += SAME_PHONE;
        }
        Set<String> domains = new HashSet<>(one.domains());
        domains.retainAll(other.domains());
        domains.removeAll(PUBLIC_DOMAINS);
        if (!domains.isEmpty()) {
            reasons.add(Reason.DOMAIN);
            score += SAME_DOMAIN;
        }
        return new Likeness(Math.max(0, Math.min(MOST, score)), reasons);
    }

    boolean isShown() {
        return score >= SHOWN;
    }

    /** Letters and digits of a registration or tax number; empty for what is too short to be one. */
    static String number(@Nullable String text) {
        String bare = text == null
                ? ""
                : Normalizer.normalize(text, Normalizer.Form.NFKC)
                        .toUpperCase(Locale.ROOT)
                        .replaceAll("[^0-9A-Z]", "");
        return bare.length() < SHORTEST_NUMBER ? "" : bare;
    }

    /** The last digits, which a country's code and a leading zero do not reach; empty for no telephone number. */
    static String phone(@Nullable String text) {
        String digits = text == null
                ? ""
                : Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[^0-9]", "");
        return digits.length() < SHORTEST_PHONE ? "" : digits.substring(Math.max(0, digits.length() - PHONE_DIGITS));
    }
}
