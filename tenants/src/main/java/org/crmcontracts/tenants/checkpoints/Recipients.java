package org.crmcontracts.tenants.checkpoints;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.ListVersions;
import org.crmcontracts.tenants.isolation.ListVersions.VersionedList;
import org.crmcontracts.tenants.isolation.TenantSql;

/** Whom the tenant's checkpoints are mailed to. Callers bring the transaction. */
@ApplicationScoped
public class Recipients {
    private static final int MOST = 20;
    private static final int LONGEST = 254;

    @Inject
    TenantSql sql;

    @Inject
    ListVersions versions;

    @Inject
    Ids ids;

    record Recipient(UUID id, String address) {}

    /** The list as its editor saw it. */
    public record RecipientList(long version, List<Recipient> recipients) {
        public RecipientList {
            recipients = List.copyOf(recipients);
        }

        public List<String> addresses() {
            return recipients.stream().map(Recipient::address).toList();
        }
    }

    public RecipientList list() {
        return new RecipientList(
                versions.of(VersionedList.AUDIT_RECIPIENT),
                sql.query(
                        "select id, address from audit_recipient order by address",
                        row -> new Recipient(row.getObject(1, UUID.class), row.getString(2))));
    }

    /** The address, unless it was taken off the list meanwhile. */
    Optional<String> address(UUID id) {
        return sql.first("select address from audit_recipient where id = ?", row -> row.getString(1), id);
    }

    /** Replaces the list. {@code STALE_VERSION}, {@code VALIDATION_FAILED}. */
    public RecipientList replace(List<String> addresses, long expectedVersion) {
        List<String> wanted = checked(addresses);
        if (!versions.advance(VersionedList.AUDIT_RECIPIENT, expectedVersion)) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
        for (Recipient known : list().recipients()) {
            if (!wanted.contains(known.address())) {
                sql.update("delete from audit_recipient where id = ?", known.id());
            }
        }
        for (String address : wanted) {
            sql.update(
                    "insert into audit_recipient (id, address) values (?, ?) on conflict (address) do nothing",
                    ids.next(),
                    address);
        }
        return list();
    }

    static List<String> checked(List<String> addresses) {
        if (addresses.size() > MOST) {
            throw new Problem(HttpProblem.VALIDATION_FAILED)
                    .withErrors(List.of(new FieldError("/addresses", "SIZE", Map.of("min", 0, "max", MOST))));
        }
        List<FieldError> errors = new ArrayList<>();
        LinkedHashSet<String> checked = new LinkedHashSet<>();
        for (int i = 0; i < addresses.size(); i++) {
            String address = addresses.get(i) == null ? "" : addresses.get(i).strip();
            if (!isAddress(address)) {
                errors.add(new FieldError("/addresses/" + i, "EMAIL"));
            }
            checked.add(address);
        }
        if (!errors.isEmpty()) {
            throw new Problem(HttpProblem.VALIDATION_FAILED).withErrors(errors);
        }
        return List.copyOf(checked);
    }

    /** A bare address with a domain: no name, no group, nothing that would begin another header line. */
    private static boolean isAddress(String text) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(text, true);
            return parsed.length == 1
                    && text.length() <= LONGEST
                    && text.chars().allMatch(letter -> letter > ' ' && letter < 127)
                    && text.equals(parsed[0].getAddress())
                    && text.indexOf('@') > 0;
        } catch (AddressException e) {
            return false;
        }
    }
}
