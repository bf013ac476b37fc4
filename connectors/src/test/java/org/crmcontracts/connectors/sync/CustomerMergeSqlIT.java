package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.customer.Contact;
import org.crmcontracts.connectors.customer.Customer;
import org.crmcontracts.connectors.customer.CustomerMerge;
import org.crmcontracts.connectors.customer.CustomerProblem;
import org.crmcontracts.connectors.customer.CustomerRig;
import org.crmcontracts.connectors.customer.IdentityLink;
import org.crmcontracts.connectors.customer.MergeRequest;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two customers become one and two again while their CRMs go on, on a real database. */
class CustomerMergeSqlIT extends OneSide {
    private static final IdempotencyKey NO_KEY = IdempotencyKey.of(null);

    private CustomerRig rig;
    private Caller admin;
    private String first;
    private String second;
    private UUID one;
    private UUID two;

    @BeforeEach
    void twoCustomersWithAContactEach() {
        MergingLinks links = new MergingLinks();
        links.sql = world.node.sql;
        links.links = world.node.links;
        links.clock = world.clock;
        rig = new CustomerRig(world.node.sql, world.clock, world.node.ids, world.node.outgoing, List.of(links));
        admin = new Caller(side.tenant(), "admin-1", "Wang Fang", Set.of(Role.ADMIN));
        first = side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", "Acme Ltd", "Phone", "+86 10 1111111"));
        second = side.crm().create(RemoteKind.ACCOUNT, Map.of("Name", "ACME Limited", "Addr", "1 Old Street"));
        side.crm().create(RemoteKind.CONTACT, Map.of("FullName", "Li Wei", "Account", first));
        side.crm().create(RemoteKind.CONTACT, Map.of("FullName", "Chen Jing", "Account", second));
        world.quiet(side, 2);
        one = world.local(side, RemoteKind.ACCOUNT, first);
        two = world.local(side, RemoteKind.ACCOUNT, second);
    }

    private Customer customer(UUID id) {
        return world.node.inTenant.call(side.tenant(), () -> rig.customers.get(id));
    }

    private List<Contact> contacts(UUID id) {
        return world.node.inTenant.call(side.tenant(), () -> rig.customers.contacts(id));
    }

    private List<IdentityLink> links(UUID id) {
        return world.node.inTenant.call(
                side.tenant(), () -> rig.records.view(id).links());
    }

    private CustomerMerge merge(String... take) {
        long version = customer(one).version();
        MergeRequest request = new MergeRequest(one, two, customer(two).version(), List.of(take));
        return world.node.inTenant.call(side.tenant(), () -> rig.merging.merge(NO_KEY, request, version, admin));
    }

    private CustomerMerge undo(CustomerMerge merge) {
        long version = customer(one).version();
        return world.node.inTenant.call(side.tenant(), () -> rig.merging.undo(NO_KEY, merge.id(), version, admin));
    }

    private Map<String, String> there(String id) {
        return side.crm().get(RemoteKind.ACCOUNT, id).fields;
    }

    @Test
    void theSurvivorHasAllAndTheOtherTellsWhereItWent() {
        CustomerMerge merge = merge("address");
        assertThat(merge.fields()).containsExactly("address");
        assertThat(customer(one))
                .returns("Acme Ltd", Customer::name)
                .returns("1 Old Street", Customer::address)
                .returns("+86 10 1111111", Customer::phone);
        assertThat(contacts(one)).extracting(Contact::name).containsExactlyInAnyOrder("Li Wei", "Chen Jing");
        assertThatThrownBy(() -> customer(two)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(CustomerProblem.CUSTOMER_MERGED);
            assertThat(problem.members()).containsEntry("mergedInto", one);
        });
        assertThat(world.node.inTenant.call(
                        side.tenant(),
                        () -> rig.customers.list(null, null, 10, null).items()))
                .extracting(Customer::id)
                .containsExactly(one);
        assertThat(links(one)).extracting(IdentityLink::alias).containsExactly(false, true);
        assertThat(rig.audited).containsExactly("customer.merged " + one, "customer.merged-into " + two);
        refused(CustomerProblem.CUSTOMER_MERGED, this::mergeAgain);
    }

    private void mergeAgain() {
        MergeRequest request = new MergeRequest(one, two, 3L, List.of());
        long version = customer(one).version();
        world.node.inTenant.call(side.tenant(), () -> rig.merging.merge(NO_KEY, request, version, admin));
    }

    @Test
    void theSecondRecordOfTheCrmIsReadAndNeverWritten() {
        merge("address");
        Map<String, String> former = Map.copyOf(there(second));
        world.quiet(side, 2);
        assertThat(there(first)).as("the chosen value goes out").containsEntry("Addr", "1 Old Street");
        assertThat(there(second)).isEqualTo(former);

        world.clock.advance(Duration.ofMinutes(1));
        side.crm().change(RemoteKind.ACCOUNT, second, "Addr", "2 New Street");
        side.crm().change(RemoteKind.ACCOUNT, second, "Name", "Quite another name");
        world.quiet(side, 2);
        assertThat(customer(one))
                .as("what was the same follows, what differed stays")
                .returns("2 New Street", Customer::address)
                .returns("Acme Ltd", Customer::name);
        assertThat(there(first)).containsEntry("Addr", "2 New Street").containsEntry("Name", "Acme Ltd");
        assertThat(there(second)).containsEntry("Name", "Quite another name");

        world.edit(side, one, "phone", "+86 10 2222222");
        world.quiet(side, 2);
        assertThat(there(first)).containsEntry("Phone", "+86 10 2222222");
        assertThat(there(second)).doesNotContainEntry("Phone", "+86 10 2222222");
        assertThat(world.held(side)).isEmpty();
        assertThat(world.count(side, "select count(*) from customer")).isEqualTo(2);
    }

    @Test
    void aContactStaysWithItsOwnAccountThere() {
        merge();
        side.crm().all(RemoteKind.CONTACT).forEach(contact -> side.crm()
                .change(RemoteKind.CONTACT, contact.id, "Job", "Buyer"));
        world.quiet(side, 2);
        UUID chen = contacts(one).stream()
                .filter(contact -> contact.name().equals("Chen Jing"))
                .findFirst()
                .orElseThrow()
                .id();
        world.node.inTenant.run(side.tenant(), () -> {
            world.node.sql.update(
                    "update contact set email = 'chen@acme.example', edited_at = now() where id = ?", chen);
            world.node.outgoing.contactChanged(chen);
        });
        world.quiet(side, 2);
        assertThat(side.crm().all(RemoteKind.CONTACT))
                .extracting(contact -> contact.fields.get("FullName") + " " + contact.fields.get("Account"))
                .containsExactlyInAnyOrder("Li Wei " + first, "Chen Jing " + second);
        assertThat(side.crm().all(RemoteKind.CONTACT))
                .anySatisfy(contact -> assertThat(contact.fields).containsEntry("Mail", "chen@acme.example"));
        side.crm().create(RemoteKind.CONTACT, Map.of("FullName", "Zhao Min", "Account", second));
        world.quiet(side, 1);
        assertThat(contacts(one)).extracting(Contact::name).contains("Zhao Min");
    }

    @Test
    void theSecondRecordTakesOverWhenTheFirstIsDeletedThere() {
        merge("address");
        world.quiet(side, 1);
        side.crm().delete(RemoteKind.ACCOUNT, first);
        world.quiet(side, 1);
        assertThat(links(one))
                .filteredOn(link -> !link.alias())
                .singleElement()
                .returns(second, IdentityLink::externalId);
        world.edit(side, one, "phone", "+86 10 3333333");
        world.quiet(side, 2);
        assertThat(there(second)).containsEntry("Phone", "+86 10 3333333");
    }

    @Test
    void anUndoGivesBothTheirOwn() {
        Customer before = customer(two);
        Map<String, String> firstBefore = Map.copyOf(there(first));
        CustomerMerge merge = merge("address", "name");
        world.quiet(side, 2);
        undo(merge);
        assertThat(customer(one)).returns("Acme Ltd", Customer::name).returns(null, Customer::address);
        assertThat(customer(two)).returns(before.name(), Customer::name).returns(before.address(), Customer::address);
        assertThat(contacts(one)).extracting(Contact::name).containsExactly("Li Wei");
        assertThat(contacts(two)).extracting(Contact::name).containsExactly("Chen Jing");
        assertThat(links(one))
                .singleElement()
                .returns(first, IdentityLink::externalId)
                .returns(false, IdentityLink::alias);
        assertThat(links(two))
                .singleElement()
                .returns(second, IdentityLink::externalId)
                .returns(false, IdentityLink::alias);
        world.quiet(side, 2);
        assertThat(there(first)).as("what it got is taken back there, too").isEqualTo(firstBefore);
        assertThat(there(second)).containsEntry("Name", "ACME Limited");
        refused(CustomerProblem.MERGE_ALREADY_UNDONE, () -> undo(merge));
    }

    @Test
    void anUndoThatWouldLoseSomethingIsRefused() {
        CustomerMerge merge = merge();
        world.edit(side, one, "phone", "+86 10 4444444");
        refused(CustomerProblem.MERGE_CHANGED_SINCE, () -> undo(merge));
        assertThat(contacts(one)).hasSize(2);
    }

    @Test
    void anUndoAfterTheSecondRecordHasChangedThereIsRefusedAndSaysWhat() {
        CustomerMerge merge = merge();
        world.quiet(side, 1);
        world.clock.advance(Duration.ofMinutes(1));
        side.crm().change(RemoteKind.ACCOUNT, second, "Name", "Renamed there");
        world.quiet(side, 1);
        assertThatThrownBy(() -> undo(merge)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(CustomerProblem.MERGE_CHANGED_SINCE);
            assertThat(problem.args()).containsEntry("fields", "name");
        });
    }

    @Test
    void whatIsOnItsWayToACrmIsWaitedFor() {
        world.edit(side, two, "phone", "+86 10 5555555");
        world.node.inTenant.run(
                side.tenant(),
                () -> world.node.sql.update(
                        "update sync_outbox set state = 'SENT', sent_at = ? where local_id = ?",
                        world.clock.instant(),
                        two));
        refused(CustomerProblem.CUSTOMER_BEING_SENT, this::merge);
        assertThat(customer(two).name()).isEqualTo("ACME Limited");
    }

    @Test
    void staleVersionsAndNonsenseAreRefused() {
        MergeRequest stale = new MergeRequest(one, two, 99L, List.of());
        refused(
                HttpProblem.STALE_VERSION,
                () -> world.node.inTenant.call(
                        side.tenant(),
                        () -> rig.merging.merge(NO_KEY, stale, customer(one).version(), admin)));
        MergeRequest good = new MergeRequest(one, two, customer(two).version(), List.of());
        refused(
                HttpProblem.STALE_VERSION,
                () -> world.node.inTenant.call(side.tenant(), () -> rig.merging.merge(NO_KEY, good, 99, admin)));
        MergeRequest itself = new MergeRequest(one, one, 1L, List.of());
        refused(
                CustomerProblem.MERGE_NOT_POSSIBLE,
                () -> world.node.inTenant.call(side.tenant(), () -> rig.merging.merge(NO_KEY, itself, 1, admin)));
        refused(CustomerProblem.FIELD_UNKNOWN, () -> merge("version"));
        assertThat(contacts(two)).hasSize(1);
    }

    @Test
    void customersOfTwoCrmsFeedOneAndAChainIsFollowed() {
        FakeCrm other = new FakeCrm(world.clock);
        UUID connection = world.node.connect(side.tenant(), other);
        String third = other.create(RemoteKind.ACCOUNT, Map.of("Name", "Acme", "Phone", "+86 10 1111111"));
        world.clock.advance(Duration.ofMinutes(5));
        world.node.pulling.pull(side.tenant(), connection);
        UUID three = world.node.inTenant.call(side.tenant(), () -> world.node
                .links
                .byExternal(connection, RemoteKind.ACCOUNT, List.of(third))
                .get(third)
                .localId());
        MergeRequest inner = new MergeRequest(two, three, customer(three).version(), List.of());
        long version = customer(two).version();
        world.node.inTenant.call(side.tenant(), () -> rig.merging.merge(NO_KEY, inner, version, admin));
        CustomerMerge outer = merge();
        assertThat(world.node.inTenant.call(side.tenant(), () -> rig.customers.identities(one)))
                .containsExactlyInAnyOrder(one, two, three);
        assertThat(links(one)).hasSize(3).filteredOn(IdentityLink::alias).hasSize(1);
        other.change(RemoteKind.ACCOUNT, third, "Industry", "i1");
        world.clock.advance(Duration.ofMinutes(5));
        world.node.pulling.pull(side.tenant(), connection);
        assertThat(customer(one).industry()).isEqualTo("Banking");
        refused(CustomerProblem.MERGE_CHANGED_SINCE, () -> undo(outer));
    }

    @Test
    void anUndoOfTheOuterMergeLeavesTheInnerOne() {
        UUID three = world.createHere(side, 1).get(0);
        MergeRequest inner = new MergeRequest(two, three, customer(three).version(), List.of());
        long version = customer(two).version();
        world.node.inTenant.call(side.tenant(), () -> rig.merging.merge(NO_KEY, inner, version, admin));
        undo(merge());
        assertThat(world.node.inTenant.call(side.tenant(), () -> rig.customers.identities(two)))
                .containsExactly(two, three);
        assertThat(world.node.inTenant.call(side.tenant(), () -> rig.customers.identities(one)))
                .containsExactly(one);
    }
}
