package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.http.ProblemCode;
import org.junit.jupiter.api.BeforeEach;

/** Tests with one tenant and one CRM, which has nothing yet; each class has a database of its own. */
abstract class OneSide {
    private static final Map<Class<?>, SyncTenants> TENANTS = new ConcurrentHashMap<>();

    World world;
    World.Side side;
    Node node;

    @BeforeEach
    void meet() {
        world = new World(TENANTS.computeIfAbsent(getClass(), OneSide::provision), 1);
        side = world.only();
        node = world.node;
    }

    private static SyncTenants provision(Class<?> test) {
        return SyncTenants.provision(
                test.getSimpleName()
                        .replace("SqlIT", "")
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                        .toLowerCase(Locale.ROOT),
                1);
    }

    static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }
}
