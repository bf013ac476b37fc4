package org.crmcontracts.connectors.customer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.Cursor;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/**
 * Finds customers that are likely one (查重), and remembers which are not.
 *
 * <p>Responsibilities: 1. the database groups customers by keys that duplicates share, and gives neighbours of each group,
 * so that the pairs grow with the customers and not with their square; 2. {@link Likeness} judges each pair; 3. what a
 * person has said stays.
 */
@ApplicationScoped
public class Duplicates {
    private static final int PAIRS_AT_ONCE = 2_000;

    /** More is no list that people work through; the most likely are found again next time. */
    private static final int MOST_PAIRS = 100_000;

    /**
     * Without width, case, punctuation and legal form: it may join more than {@link CompanyName#key}, never less. Its groups
     * capture nothing, which makes it twenty times as fast.
     */
    private static final String NAME_KEY =
            "regexp_replace(regexp_replace(translate(lower(normalize(name, NFKD)), '·・、，。《》〈〉「」『』【】—–’‘“”', ''), '%s', '',"
                    + " 'g'), '(?:%s|%s)+$', '')";

    /** Of ASCII and Latin-1 all but letters and digits, and the marks that the form NFKD parts from their letters. */
    private static final String NO_LETTERS = "[\\x01-/:-`{-%c%c-%c]+".formatted(0xbf, 0x300, 0x36f);

    private static final String SITE =
            "split_part(split_part(regexp_replace(lower(website), '^(?:https?://)?(?:www\\.)?', ''), '/', 1), ':', 1)";

    private static final String PAIRS =
            """
            with named as materialized (
                select id, left(%s, 60) as name_key,
                       upper(regexp_replace(normalize(registration_number, NFKC), '[^0-9A-Za-z]', '', 'g')) as number,
                       right(regexp_replace(normalize(phone, NFKC), '[^0-9]', '', 'g'), 8) as digits, %s as site
                  from customer where merged_into is null),
            keyed as (
                select id, name_key, 'R' || number as key from named
                union all
                select id, name_key, 'N' || name_key from named
                union all
                select id, name_key, 'P' || digits from named
                union all
                select n.id, n.name_key, 'D' || d.domain || ' ' || left(n.name_key, 2) from named n join (
                    select id, site as domain from named where site <> ''
                    union
                    select customer_id, lower(split_part(email, '@', 2)) from contact where email like '_%%@_%%') d on d.id = n.id
                 where d.domain <> all (?)),
            neighbours as (
                select id as one, lag(id) over (partition by key order by name_key, id) as other from keyed
                 where length(key) > 2)
            select distinct least(one, other) as left_id, greatest(one, other) as right_id from neighbours
             where other is not null and other <> one limit ?
            """
                    .formatted(
                            NAME_KEY.formatted(
                                    NO_LETTERS,
                                    String.join("|", CompanyName.HAN_FORMS),
                                    String.join("|", CompanyName.FORMS)),
                            SITE);

    private static final String FACTS =
            """
            select c.id, c.name, c.registration_number, c.phone,
                   (select array_agg(distinct lower(split_part(k.email, '@', 2))) from contact k
                     where k.customer_id = c.id and k.email like '_%%@_%%') as mails, %s as site
              from customer c where c.id = any (?::uuid[])
            """
                    .formatted(SITE);

    @Inject
    TenantSql sql;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    /**
     * Looks through all customers, in seconds for 100,000; pairs that a person has dismissed stay dismissed.
     *
     * @return how many pairs are open now
     */
    @Transactional
    public int find() {
        // One at a time: two would wait for each other's rows in different orders.
        sql.query("select pg_advisory_xact_lock(hashtext(current_schema() || ' customer_duplicate'))", row -> 0);
        sql.update("delete from customer_duplicate where dismissed_at is null");
        List<UUID[]> pairs = sql.query(
                PAIRS,
                row -> new UUID[] {row.getObject(1, UUID.class), row.getObject(2, UUID.class)},
                Likeness.PUBLIC_DOMAINS.toArray(String[]::new),
                MOST_PAIRS);
        for (int i = 0; i < pairs.size(); i += PAIRS_AT_ONCE) {
            judge(pairs.subList(i, Math.min(i + PAIRS_AT_ONCE, pairs.size())));
        }
        return open();
    }

    private void judge(List<UUID[]> pairs) {
        Set<String> ids = new HashSet<>();
        pairs.forEach(pair -> {
            ids.add(pair[0].toString());
            ids.add(pair[1].toString());
        });
        Map<UUID, Likeness.Facts> facts = new HashMap<>();
        sql.query(FACTS, row -> facts.put(row.getObject("id", UUID.class), facts(row)), (Object)
                ids.toArray(String[]::new));
        List<@Nullable String[]> found = new ArrayList<>();
        for (UUID[] pair : pairs) {
            Likeness likeness =
                    Likeness.of(Objects.requireNonNull(facts.get(pair[0])), Objects.requireNonNull(facts.get(pair[1])));
            if (likeness.isShown()) {
                found.add(new String[] {
                    pair[0].toString(),
                    pair[1].toString(),
                    String.valueOf(likeness.score()),
                    likeness.reasons().stream().map(Enum::name).collect(Collectors.joining(","))
                });
            }
        }
        sql.update(
                "insert into customer_duplicate (left_id, right_id, score, reasons, found_at) select l, r, s,"
                        + " string_to_array(w, ','), ? from unnest(?::uuid[], ?::uuid[], ?::int[], ?::text[]) as f (l, r, s, w)"
                        + " on conflict do nothing",
                clock.instant(),
                column(found, 0),
                column(found, 1),
                column(found, 2),
                column(found, 3));
    }

    private static String[] column(List<@Nullable String[]> rows, int index) {
        return rows.stream().map(row -> row[index]).toArray(String[]::new);
    }

    private static Likeness.Facts facts(ResultSet row) throws SQLException {
        Set<String> domains = new HashSet<>();
        if (row.getArray("mails") != null) {
            domains.addAll(List.of((String[]) row.getArray("mails").getArray()));
        }
        String site = row.getString("site");
        if (site != null) {
            domains.add(site);
        }
        domains.remove("");
        return new Likeness.Facts(
                row.getString("name"), row.getString("registration_number"), row.getString("phone"), domains);
    }

    private int open() {
        return sql.first("select count(*) from customer_duplicate where dismissed_at is null", row -> row.getInt(1))
                .orElse(0);
    }

    /** Open pairs, the most likely first; {@code BAD_CURSOR}. */
    @Transactional
    public Page<CustomerDuplicate> list(int limit, @Nullable String cursor) {
        List<Object> parameters = new ArrayList<>();
        String behind = "";
        if (cursor != null) {
            List<String> last = Cursor.decode(cursor, 3);
            try {
                behind = " and (-d.score, d.left_id, d.right_id) > (?, ?, ?)";
                parameters.add(-Integer.parseInt(last.get(0)));
                parameters.add(UUID.fromString(last.get(1)));
                parameters.add(UUID.fromString(last.get(2)));
            } catch (IllegalArgumentException e) {
                throw new Problem(HttpProblem.BAD_CURSOR);
            }
        }
        parameters.add(limit + 1);
        List<CustomerDuplicate> rows = sql.query(
                "select d.left_id, d.right_id, d.score, d.reasons, d.found_at, l.name as left_name, r.name as right_name"
                        + " from customer_duplicate d join customer l on l.id = d.left_id join customer r on r.id ="
                        + " d.right_id where d.dismissed_at is null and l.merged_into is null and r.merged_into is null"
                        + behind + " order by d.score desc, d.left_id, d.right_id limit ?",
                row -> new CustomerDuplicate(
                        new CustomerDuplicate.Side(row.getObject("left_id", UUID.class), row.getString("left_name")),
                        new CustomerDuplicate.Side(row.getObject("right_id", UUID.class), row.getString("right_name")),
                        row.getInt("score"),
                        List.of((String[]) row.getArray("reasons").getArray()),
                        Objects.requireNonNull(TenantSql.instant(row, "found_at"))),
                parameters.toArray());
        Long total = cursor == null ? (long) open() : null;
        if (rows.size() <= limit) {
            return new Page<>(rows, null, total);
        }
        CustomerDuplicate last = rows.get(limit - 1);
        return new Page<>(
                rows.subList(0, limit),
                Cursor.encode(
                        String.valueOf(last.score()),
                        last.left().id().toString(),
                        last.right().id().toString()),
                total);
    }

    /** Remembers whether the two are one; {@code DUPLICATE_NOT_FOUND}. Repeating it changes nothing. */
    @Transactional
    public void dismiss(UUID left, UUID right, boolean dismissed, Caller caller) {
        int known = sql.query(
                        "select 1 from customer_duplicate where left_id = ? and right_id = ?", row -> 1, left, right)
                .size();
        if (known == 0) {
            throw new Problem(CustomerProblem.DUPLICATE_NOT_FOUND);
        }
        int changed = sql.update(
                "update customer_duplicate set dismissed_at = ?::timestamptz, dismissed_by = ? where left_id = ? and right_id"
                        + " = ? and (dismissed_at is not null) <> ?",
                dismissed ? clock.instant().toString() : null,
                dismissed ? caller.userId() : null,
                left,
                right,
                dismissed);
        if (changed > 0) {
            audit.append(
                    Actor.of(caller),
                    dismissed ? "customer.not-duplicate" : "customer.maybe-duplicate",
                    "customer",
                    left,
                    Map.of("other", right.toString()));
        }
    }
}
