package org.crmcontracts.connectors.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.conformance.MemoryHouse;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.Notice;
import org.crmcontracts.connectors.spi.Notifies;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.Pace;
import org.crmcontracts.tenants.secrets.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZohoChannelTest {
    private static final URI OURS = URI.create("https://contracts.example/api/v1/notices/zoho/1");

    private final ObjectMapper mapper = new ObjectMapper();
    private final ZohoSimulator simulator = new ZohoSimulator();
    private final CamelRuntime runtime = new CamelRuntime();
    private final UUID connection = UUID.randomUUID();
    private CrmFactory factory;
    private CrmAccess access;
    private Notifies crm;

    @BeforeEach
    void start() {
        URI url = URI.create("http://127.0.0.1:" + simulator.start(0));
        access = access(url, connection, "a secret of ours that is longer than the fifty characters Zoho would take");
        factory =
                new ZohoCrmFactory(runtime, Clock.systemUTC(), List.of("127.0.0.1"), Pace.USUAL, ZohoBulk.Rules.USUAL);
        crm = (Notifies) factory.connect(access, new MemoryHouse());
    }

    @AfterEach
    void stop() {
        runtime.stop();
        simulator.stop();
        ZohoDescription.check(simulator);
    }

    private static CrmAccess access(URI url, UUID connection, String noticeSecret) {
        return new CrmAccess(
                connection,
                url,
                url,
                ZohoSimulator.CLIENT_ID,
                Secret.of(ZohoSimulator.CLIENT_SECRET),
                Secret.of(ZohoSimulator.REFRESH_TOKEN),
                Map.of(),
                Secret.of(noticeSecret));
    }

    @Test
    void opensRenewsAndClosesOneChannel() {
        Instant until = crm.openChannel(OURS);

        assertThat(until)
                .isBetween(Instant.now().plus(Duration.ofDays(5)), Instant.now().plus(Duration.ofDays(7)));
        assertThat(simulator.channels().open()).singleElement().satisfies(channel -> {
            assertThat(channel.url()).isEqualTo(OURS.toString());
            assertThat(channel.events()).containsExactly("Accounts.all", "Contacts.all");
            assertThat(channel.token()).hasSizeLessThanOrEqualTo(50);
            assertThat(channel.until()).isEqualTo(until);
        });
        assertThat(crm.openChannel(OURS)).isAfterOrEqualTo(until);
        assertThat(simulator.channels().open()).hasSize(1);

        crm.closeChannel();
        assertThat(simulator.channels().open()).isEmpty();
        crm.closeChannel();
    }

    @Test
    void believesANoticeThatCarriesItsWord() {
        crm.openChannel(OURS);
        ZohoSimulatorChannels.Channel channel = simulator.channels().open().get(0);

        Notice notice = factory.notice(access, Map.of(), message(channel, "Accounts"));

        assertThat(notice).isEqualTo(new Notice(Map.of(RemoteKind.ACCOUNT, Set.of("1", "2")), null));
        assertThat(factory.notice(access, Map.of(), message(channel, "Deals")).changed())
                .isEmpty();
    }

    @Test
    void believesNoOtherConnectionsNotice() {
        crm.openChannel(OURS);
        ZohoSimulatorChannels.Channel channel = simulator.channels().open().get(0);
        byte[] message = message(channel, "Accounts");

        assertForged(
                access(access.apiUrl(), UUID.randomUUID(), access.noticeSecret().text()), message);
        assertForged(access(access.apiUrl(), connection, "another"), message);
        assertForged(access(access.apiUrl(), connection, ""), message);
    }

    private void assertForged(CrmAccess by, byte[] message) {
        assertThatThrownBy(() -> factory.notice(by, Map.of(), message))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(CrmRefusal.Reason.FORGED));
    }

    private byte[] message(ZohoSimulatorChannels.Channel channel, String module) {
        try {
            return mapper.writeValueAsString(simulator.channels().message(channel, module, List.of("1", "2"), "update"))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
