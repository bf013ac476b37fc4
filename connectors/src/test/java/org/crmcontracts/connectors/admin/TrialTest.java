package org.crmcontracts.connectors.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.zoho.ZohoCrmFactory;
import org.crmcontracts.connectors.zoho.ZohoSimulator;
import org.crmcontracts.connectors.zoho.ZohoSimulatorFault;
import org.crmcontracts.tenants.secrets.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trials against a simulated Zoho CRM: what they tell, and that nothing is written. */
class TrialTest {
    private final ZohoSimulator zoho = new ZohoSimulator();
    private final CrmFactory factory =
            new ZohoCrmFactory(new CamelRuntime(), Clock.systemUTC(), Optional.of(new String[] {"127.0.0.1"}));
    private final String url = "http://127.0.0.1:" + zoho.start(0);

    @AfterEach
    void stop() {
        zoho.stop();
    }

    private List<Trial.Step> run(String apiUrl, String secret) {
        CrmAccess access = new CrmAccess(
                UUID.randomUUID(),
                URI.create(url),
                URI.create(apiUrl),
                ZohoSimulator.CLIENT_ID,
                Secret.of(secret),
                Secret.of(ZohoSimulator.REFRESH_TOKEN),
                Map.of(),
                Secret.of(""));
        List<Trial.Step> steps = new Trial(factory, access, new TrialHouse()).run();
        assertThat(steps).extracting(Trial.Step::name).containsExactlyInAnyOrder(Trial.Name.values());
        assertThat(zoho.exchanges())
                .filteredOn(exchange -> exchange.path().startsWith("/crm/v8/Accounts")
                        || exchange.path().startsWith("/crm/v8/Contacts"))
                .as("nothing is written")
                .allSatisfy(exchange -> assertThat(exchange.method()).isEqualTo("GET"));
        return steps;
    }

    private static Trial.Step step(List<Trial.Step> steps, Trial.Name name) {
        return steps.stream().filter(step -> step.name() == name).findFirst().orElseThrow();
    }

    @Test
    void everyStepOfAGoodConnectionIsDone() {
        for (int i = 0; i < 3; i++) {
            zoho.put("Accounts", Map.of("Account_Name", "Customer " + i));
        }

        List<Trial.Step> steps = run(url, ZohoSimulator.CLIENT_SECRET);

        assertThat(steps).allSatisfy(step -> assertThat(step.outcome()).isEqualTo(Trial.Outcome.DONE));
        assertThat(step(steps, Trial.Name.ACCOUNT_RECORDS).count()).isEqualTo(3);
        assertThat(step(steps, Trial.Name.CONTACT_RECORDS).count()).isZero();
        assertThat(step(steps, Trial.Name.ACCOUNT_FIELDS).count()).isGreaterThan(5);
        assertThat(step(steps, Trial.Name.WRITING).count()).isGreaterThan(5);
        assertThat(zoho.exchanges().size()).as("calls").isLessThan(15);
    }

    @Test
    void wrongCredentialsFailAtTheTokenAndNothingElseIsTried() {
        List<Trial.Step> steps = run(url, "wrong");

        assertThat(step(steps, Trial.Name.ADDRESS).outcome()).isEqualTo(Trial.Outcome.DONE);
        Trial.Step token = step(steps, Trial.Name.TOKEN);
        assertThat(token.outcome()).isEqualTo(Trial.Outcome.FAILED);
        assertThat(token.cause()).isEqualTo("NEEDS_RECONNECT");
        assertThat(steps)
                .filteredOn(step -> step.outcome() == Trial.Outcome.SKIPPED)
                .hasSize(5);
        assertThat(TrialView.of(steps, Locale.ENGLISH).steps().get(1).cause()).contains("does not accept");
        assertThat(TrialView.of(steps, Locale.CHINA).steps().get(1).cause()).contains("凭据");
    }

    @Test
    void anAddressThatIsNotAllowedIsNeverCalled() {
        for (String address :
                List.of("http://169.254.169.254", "http://10.0.0.1", "https://example.com", "file:///etc")) {
            List<Trial.Step> steps = run(address, ZohoSimulator.CLIENT_SECRET);

            assertThat(step(steps, Trial.Name.ADDRESS).cause()).as(address).isEqualTo("HOST_NOT_ALLOWED");
            assertThat(steps)
                    .filteredOn(step -> step.outcome() == Trial.Outcome.SKIPPED)
                    .hasSize(6);
        }
        assertThat(zoho.exchanges()).isEmpty();
    }

    @Test
    void aMissingFieldForOurReferenceIsTold() {
        zoho.removeField("Accounts", "CRM_Contracts_Ref");

        List<Trial.Step> steps = run(url, ZohoSimulator.CLIENT_SECRET);

        Trial.Step writing = step(steps, Trial.Name.WRITING);
        assertThat(writing.outcome()).isEqualTo(Trial.Outcome.LESS);
        assertThat(writing.cause()).isEqualTo("REFERENCE_FIELD_MISSING");
        assertThat(TrialView.of(steps, Locale.ENGLISH).well()).isTrue();
    }

    @Test
    void aRightThatIsMissingFailsItsStepAndTheOthersAreTried() {
        zoho.fault(1, ZohoSimulatorFault.noPermission());

        List<Trial.Step> steps = run(url, ZohoSimulator.CLIENT_SECRET);

        Trial.Step accounts = step(steps, Trial.Name.ACCOUNT_RECORDS);
        assertThat(accounts.outcome()).isEqualTo(Trial.Outcome.FAILED);
        assertThat(accounts.cause()).isEqualTo("NEEDS_RECONNECT");
        assertThat(step(steps, Trial.Name.CONTACT_RECORDS).outcome()).isEqualTo(Trial.Outcome.DONE);
        assertThat(TrialView.of(steps, Locale.ENGLISH).well()).isFalse();
    }

    @Test
    void aLoginPageIsNoCrm() {
        zoho.fault(1, ZohoSimulatorFault.html(200));

        Trial.Step accounts = step(run(url, ZohoSimulator.CLIENT_SECRET), Trial.Name.ACCOUNT_RECORDS);

        assertThat(accounts.outcome()).isEqualTo(Trial.Outcome.FAILED);
        assertThat(accounts.count()).isNull();
    }
}
