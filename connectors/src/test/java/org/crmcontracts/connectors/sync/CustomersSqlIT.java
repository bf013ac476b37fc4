package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.customer.Contact;
import org.crmcontracts.connectors.customer.Customer;
import org.crmcontracts.connectors.customer.CustomerDuplicate;
import org.crmcontracts.connectors.customer.CustomerProblem;
import org.crmcontracts.connectors.customer.CustomerRig;
import org.crmcontracts.connectors.customer.CustomerView;
import org.crmcontracts.connectors.customer.Customers;
import org.crmcontracts.connectors.customer.FieldSource;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Customers that people edit, look for and compare, on a real database. */
class CustomersSqlIT extends OneSide {
    private static final System.Logger LOG = System.getLogger(CustomersSqlIT.class.getName());
    private static final IdempotencyKey NO_KEY = IdempotencyKey.of(null);
    private static final int MANY = 100_000;
    private static final long PATIENCE_SECONDS = 60;

    private CustomerRig rig;
    private Caller sales;

    @BeforeEach
    void begin() {
        rig = new CustomerRig(world.node.sql, world.clock, world.node.ids, world.node.outgoing, List.of());
        sales = new Caller(side.tenant(), "sales-1", "Li Wei", Set.of(Role.SALES));
    }

    private <T> T call(java.util.concurrent.Callable<T> body) {
        return world.node.inTenant.call(side.tenant(), body);
    }

    private Customer add(String name) {
        return add(Map.of("name", name));
    }

    private Customer add(Map<String, String> fields) {
        return call(() -> rig.editing.add(NO_KEY, new HashMap<>(fields), sales));
    }

    private Customer edit(UUID id, long version, String field, @Nullable String value) {
        Map<String, @Nullable String> fields = new HashMap<>();
        fields.put(field, value);
        return call(() -> rig.editing.edit(NO_KEY, id, version, fields, sales));
    }

    @Test
    void anEditIsOfTheVersionThatWasSeenAndIsLogged() {
        Customer added = add(Map.of("name", "Acme", "phone", "1"));
        Customer edited = edit(added.id(), added.version(), "phone", " 2 ");
        assertThat(edited).returns("2", Customer::phone).returns(added.version() + 1, Customer::version);
        refused(HttpProblem.STALE_VERSION, () -> edit(added.id(), added.version(), "phone", "3"));
        assertThat(edit(added.id(), edited.version(), "phone", null).phone()).isNull();
        assertThat(rig.audited)
                .containsExactly(
                        "customer.created " + added.id(),
                        "customer.changed " + added.id(),
                        "customer.changed " + added.id());
        refused(CustomerProblem.CUSTOMER_NOT_FOUND, () -> edit(world.node.ids.next(), 1, "phone", "3"));
    }

    @Test
    void anEditGoesOutAndWhatTheCrmOwnsIsLeftToIt() {
        String there = side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", "Acme", "Site", "acme.example"));
        world.quiet(side, 1);
        UUID id = world.local(side, RemoteKind.ACCOUNT, there);
        Customer customer = call(() -> rig.customers.get(id));
        refused(
                CustomerProblem.FIELD_OWNED_BY_CRM,
                () -> edit(id, customer.version(), "website", "https://other.example"));
        edit(id, customer.version(), "phone", "=1+1");
        world.quiet(side, 1);
        assertThat(side.crm().get(RemoteKind.ACCOUNT, there).fields)
                .containsEntry("Phone", "=1+1")
                .containsEntry("Site", "acme.example");
    }

    @Test
    void aContactIsEditedOnlyAtItsOwnCustomer() {
        Customer acme = add("Acme");
        Customer beta = add("Beta");
        Contact contact =
                call(() -> rig.editing.addContact(NO_KEY, acme.id(), new HashMap<>(Map.of("name", "Li Wei")), sales));
        refused(
                CustomerProblem.CONTACT_NOT_FOUND,
                () -> call(() -> rig.editing.editContact(
                        NO_KEY,
                        beta.id(),
                        contact.id(),
                        contact.version(),
                        new HashMap<>(Map.of("title", "CEO")),
                        sales)));
        Contact edited = call(() -> rig.editing.editContact(
                NO_KEY, acme.id(), contact.id(), contact.version(), new HashMap<>(Map.of("title", "CEO")), sales));
        assertThat(edited.title()).isEqualTo("CEO");
        refused(
                HttpProblem.STALE_VERSION,
                () -> call(() -> rig.editing.editContact(
                        NO_KEY,
                        acme.id(),
                        contact.id(),
                        contact.version(),
                        new HashMap<>(Map.of("title", "CTO")),
                        sales)));
    }

    @Test
    void customersAreFoundInBothLanguagesWhateverTheWidth() {
        add(Map.of("name", "上海贝塔有限公司", "registrationNumber", "91310000MA1FL0XX12"));
        add("ＡＣＭＥ Trading");
        add("100% Pure_Water");
        add("Other");
        assertThat(names("贝塔")).containsExactly("上海贝塔有限公司");
        assertThat(names("acme")).containsExactly("ＡＣＭＥ Trading");
        assertThat(names("ａｃｍｅ")).containsExactly("ＡＣＭＥ Trading");
        assertThat(names("ma1fl0")).containsExactly("上海贝塔有限公司");
        assertThat(names("0% pure_")).containsExactly("100% Pure_Water");
        assertThat(names("_")).containsExactly("100% Pure_Water");
        assertThat(names("\u0000Other")).containsExactly("Other");
        assertThat(names("' or true --")).isEmpty();
    }

    private List<String> names(String query) {
        return call(() -> rig.customers.list(query, null, 50, null)).items().stream()
                .map(Customer::name)
                .toList();
    }

    @Test
    void theListIsOfOneCrmOrOfNoneAndComesInPages() {
        side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", "From the CRM"));
        world.quiet(side, 1);
        call(() -> world.node.sql.update("update crm_connection set takes_new = false"));
        for (int i = 0; i < 5; i++) {
            add("Local " + i);
        }
        assertThat(call(() -> rig.customers.list(null, side.connection().toString(), 50, null))
                        .items())
                .extracting(Customer::name)
                .containsExactly("From the CRM");
        Page<Customer> page = call(() -> rig.customers.list(null, Customers.LOCAL, 3, null));
        assertThat(page.items()).extracting(Customer::name).containsExactly("Local 0", "Local 1", "Local 2");
        assertThat(call(() -> rig.customers.list(null, Customers.LOCAL, 3, page.next()))
                        .items())
                .extracting(Customer::name)
                .containsExactly("Local 3", "Local 4");
        refused(HttpProblem.BAD_REQUEST, () -> call(() -> rig.customers.list(null, "zoho", 3, null)));
    }

    @Test
    void aFieldTellsWhichConnectionItCameFrom() {
        String there = side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", "Acme", "Addr", "1 Street"));
        world.quiet(side, 1);
        UUID id = world.local(side, RemoteKind.ACCOUNT, there);
        CustomerView first = call(() -> rig.records.view(id));
        assertThat(first.sources()).containsOnlyKeys("name", "address");
        assertThat(first.sources().get("name"))
                .returns(FieldSource.Kind.CONNECTION, FieldSource::kind)
                .returns("Fake", FieldSource::name);
        side.crm().change(RemoteKind.ACCOUNT, there, "Addr", "2 Street");
        world.quiet(side, 1);
        CustomerView second = call(() -> rig.records.view(id));
        assertThat(second.sources().get("address").at())
                .isAfter(first.sources().get("address").at());
        assertThat(second.sources().get("name")).isEqualTo(first.sources().get("name"));
        assertThat(second.links()).singleElement().returns(there, link -> link.externalId());
        assertThat(call(() -> rig.records.history(id)))
                .extracting(event -> event.action() + event.fields())
                .containsExactly("read[address]", "brought[]");
    }

    private List<CustomerDuplicate> duplicates() {
        call(() -> rig.duplicates.find());
        return call(() -> rig.duplicates.list(50, null)).items();
    }

    @Test
    void likelyPairsAreFoundOnceAndWhatWasDismissedStaysSo() {
        Customer acme = add(Map.of("name", "Acme Trading Ltd", "phone", "+86 10 6655 4433"));
        Customer same = add(Map.of("name", "ＡＣＭＥ　ＴＲＡＤＩＮＧ Limited"));
        Customer phone = add(Map.of("name", "Acme Tradings", "phone", "010-66554433"));
        add(Map.of("name", "上海贝塔股份有限公司"));
        add(Map.of("name", "上海贝塔有限公司"));
        add(Map.of("name", "Gamma", "registrationNumber", "9131-0000 ma1fl0xx12"));
        add(Map.of("name", "Delta", "registrationNumber", "91310000MA1FL0XX12"));
        add("Nobody else");
        List<CustomerDuplicate> found = duplicates();
        assertThat(found)
                .extracting(pair -> Set.of(pair.left().name(), pair.right().name()))
                .containsExactlyInAnyOrder(
                        Set.of("Gamma", "Delta"),
                        Set.of(acme.name(), same.name()),
                        Set.of(acme.name(), phone.name()),
                        Set.of("上海贝塔股份有限公司", "上海贝塔有限公司"));
        assertThat(found).extracting(CustomerDuplicate::score).isSortedAccordingTo((a, b) -> b - a);

        CustomerDuplicate first = found.get(0);
        call(() -> {
            rig.duplicates.dismiss(first.left().id(), first.right().id(), true, sales);
            rig.duplicates.dismiss(first.left().id(), first.right().id(), true, sales);
            return 0;
        });
        assertThat(duplicates()).hasSize(3).doesNotContain(first);
        assertThat(rig.audited)
                .filteredOn(action -> action.startsWith("customer.not-"))
                .hasSize(1);
        refused(
                CustomerProblem.DUPLICATE_NOT_FOUND,
                () -> call(() -> {
                    rig.duplicates.dismiss(acme.id(), world.node.ids.next(), true, sales);
                    return 0;
                }));
        Page<CustomerDuplicate> page = call(() -> rig.duplicates.list(2, null));
        assertThat(page.total()).isEqualTo(3);
        assertThat(call(() -> rig.duplicates.list(2, page.next())).items()).hasSize(1);
    }

    /** All pairs of so many would be five thousand million. */
    @Test
    void amongManyPairsGrowWithTheCustomersOnly() {
        call(() -> {
            world.node.sql.update(
                    "insert into customer (id, version, name, phone, registration_number, created_at, updated_at)"
                            + " select gen_random_uuid(), 1, case when n % 50 = 1 then 'Customer ' || (n - 1) || ' Ltd' else"
                            + " 'Customer ' || n end, case when n % 10 = 0 then '400 820 8820' else '+86 10 ' ||"
                            + " (10000000 + n) end, 'C' || (100000000 + n - case when n % 100 = 3 then 1 else 0 end),"
                            + " now(), now() from generate_series(1, ?) n",
                    MANY);
            return world.node.sql.update("analyze customer");
        });
        long began = System.nanoTime();
        int open = call(() -> rig.duplicates.find());
        long millis = (System.nanoTime() - began) / 1_000_000;
        LOG.log(System.Logger.Level.INFO, "{0} pairs among {1} customers in {2} ms", open, MANY, millis);
        assertThat(open).as("each hundredth has another's number").isEqualTo(MANY / 100);
        assertThat(millis).isLessThan(PATIENCE_SECONDS * 1000);
    }
}
