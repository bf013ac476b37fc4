package org.crmcontracts.tenants.http;

import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known about the running request before and beside its caller. */
@RequestScoped
public class Exchange {
    private final UUID id = new Ids().next();
    private @Nullable String userId;
    private @Nullable Locale tenantLocale;
    private Problem.@Nullable Subject refusedSubject;

    /** Correlation id of the request, shown as {@code instance} of a problem and in the log. */
    public String instance() {
        return "urn:uuid:" + id;
    }

    public void identify(String user, Locale locale) {
        userId = user;
        tenantLocale = locale;
    }

    public @Nullable String userId() {
        return userId;
    }

    public void refusedAbout(Problem.@Nullable Subject subject) {
        refusedSubject = subject;
    }

    public Problem.@Nullable Subject refusedSubject() {
        return refusedSubject;
    }

    /** The first acceptable language that we have, else the tenant's, else English. */
    public Locale locale(List<Locale> acceptable) {
        for (Locale wanted : acceptable) {
            if (wanted.getLanguage().equals("zh")) {
                return Locale.SIMPLIFIED_CHINESE;
            }
            if (wanted.getLanguage().equals("en")) {
                return Locale.ENGLISH;
            }
        }
        return tenantLocale == null ? Locale.ENGLISH : tenantLocale;
    }
}
