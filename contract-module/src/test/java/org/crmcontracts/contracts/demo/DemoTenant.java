package org.crmcontracts.contracts.demo;

import java.util.List;
import java.util.Locale;

/** One of the demo's tenants and the people of its host CRM. */
record DemoTenant(String key, String name, Locale locale, String zone, String currency, int zohoPort) {
    static final String AUDIENCE = "crm-contracts";

    /** A person of the host CRM; the role is the token's only group. */
    record Person(String role, String zh, String en) {}

    static final List<Person> PEOPLE = List.of(
            new Person("sales", "王晓梅", "Sarah Miller"),
            new Person("legal", "李正言", "Laura Chen"),
            new Person("finance", "张会明", "Frank Osei"),
            new Person("business", "赵业成", "Bella Novak"),
            new Person("executive", "陈总远", "Edward Stone"),
            new Person("records", "周存安", "Rachel Park"),
            new Person("auditor", "吴鉴清", "Arthur Vale"),
            new Person("admin", "系统管理员", "Tenant Admin"));

    String issuer(String hostUrl) {
        return hostUrl + "/" + key;
    }

    boolean chinese() {
        return locale.getLanguage().equals("zh");
    }

    String languageTag() {
        return chinese() ? "zh-CN" : "en";
    }

    Person person(String role) {
        return PEOPLE.stream()
                .filter(p -> p.role().equals(role))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nobody here has the role " + role));
    }

    String displayName(Person person) {
        return chinese() ? person.zh() : person.en();
    }
}
