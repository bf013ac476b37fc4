package org.crmcontracts.tenants.isolation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.crmcontracts.tenants.registry.Tenant;

/**
 * A transaction's connection whose first statement carries the tenant's binding along, in the same message: the binding
 * costs no round trip of its own. Whatever could reach the database in another way binds first.
 */
final class RidingConnection implements InvocationHandler {
    /** These neither read nor write a table, nor mark a point that a rollback would take the binding back to. */
    private static final Set<String> NEUTRAL = Set.of(
            "abort",
            "clearWarnings",
            "close",
            "commit",
            "equals",
            "getAutoCommit",
            "getHoldability",
            "getNetworkTimeout",
            "getTransactionIsolation",
            "getWarnings",
            "hashCode",
            "isClosed",
            "isReadOnly",
            "isValid",
            "isWrapperFor",
            "setAutoCommit",
            "setNetworkTimeout",
            "toString");

    private final Connection real;
    private final Tenant tenant;
    private boolean bound;

    private RidingConnection(Connection real, Tenant tenant) {
        this.real = real;
        this.tenant = tenant;
    }

    static Connection over(Connection real, Tenant tenant) {
        return (Connection) Proxy.newProxyInstance(
                RidingConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new RidingConnection(real, tenant));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("prepareStatement")) {
            Object[] own = arguments.clone();
            own[0] = TenantBinding.own((String) arguments[0], tenant);
            if (!bound && own.length == 1) {
                return RidingStatement.of(this, (String) own[0]);
            }
            bind();
            return call(real, method, own);
        }
        boolean endsAll = method.getName().equals("rollback") && arguments == null;
        if (!endsAll && !NEUTRAL.contains(method.getName())) {
            bind();
        }
        return call(real, method, arguments);
    }

    boolean isBound() {
        return bound;
    }

    Tenant tenant() {
        return tenant;
    }

    Connection real() {
        return real;
    }

    void bind() throws SQLException {
        if (!bound) {
            TenantBinding.bind(real, tenant);
            bound = true;
        }
    }

    /** A statement has carried the binding. */
    void rode() {
        bound = true;
    }

    static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
