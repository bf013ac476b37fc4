package org.crmcontracts.tenants.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** Answers a repeated command with its first answer instead of doing it twice. */
@ApplicationScoped
public class Idempotency {
    private static final String SYSTEM = "system";

    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    @Inject
    Clock clock;

    @Inject
    Exchange exchange;

    /**
     * Runs the command once per key; must be called inside the transaction of the command. A second
     * call with the key waits for the first to end and gets its stored answer.
     * {@code IDEMPOTENCY_KEY_REUSED} if the key was used for another request, operation or user.
     */
    public <T> T once(IdempotencyKey key, String operation, Object request, Class<T> type, Supplier<T> command) {
        String value = key.value();
        if (value == null) {
            return command.get();
        }
        String fingerprint = Json.sha256Hex(Json.canonical(List.of(userId(), operation, Json.canonical(request))));
        try {
            Connection connection = entities.unwrap(Connection.class);
            if (!claim(connection, value, operation, fingerprint)) {
                return replay(connection, value, fingerprint, type);
            }
            T answer = command.get();
            store(entities.unwrap(Connection.class), value, Json.mapper().writeValueAsString(answer));
            return answer;
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("idempotency key could not be kept", e);
        }
    }

    private boolean claim(Connection connection, String key, String operation, String fingerprint) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into idempotency_key (key, operation, request_hash, created_at) values (?, ?, ?, ?)"
                        + " on conflict do nothing")) {
            insert.setString(1, key);
            insert.setString(2, operation);
            insert.setString(3, fingerprint);
            insert.setTimestamp(4, Timestamp.from(clock.instant()));
            return insert.executeUpdate() == 1;
        }
    }

    private static <T> T replay(Connection connection, String key, String fingerprint, Class<T> type)
            throws SQLException, JsonProcessingException {
        try (PreparedStatement select =
                connection.prepareStatement("select request_hash, answer from idempotency_key where key = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || !row.getString(1).equals(fingerprint)) {
                    throw new Problem(HttpProblem.IDEMPOTENCY_KEY_REUSED);
                }
                return Json.mapper().readValue(row.getString(2), type);
            }
        }
    }

    private static void store(Connection connection, String key, String answer) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update idempotency_key set answer = ? where key = ?")) {
            update.setString(1, answer);
            update.setString(2, key);
            update.executeUpdate();
        }
    }

    private String userId() {
        try {
            String user = exchange.userId();
            return user == null ? SYSTEM : user;
        } catch (ContextNotActiveException e) {
            return SYSTEM;
        }
    }
}
