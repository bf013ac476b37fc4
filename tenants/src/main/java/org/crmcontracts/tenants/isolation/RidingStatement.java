package org.crmcontracts.tenants.isolation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement prepared before its connection was bound. It keeps the parameters until it is executed; the first to be
 * executed goes out behind the binding, in one message. A batch or a cursor cannot, so they bind first.
 */
final class RidingStatement implements InvocationHandler {
    private final RidingConnection connection;
    private final String sql;
    private final List<Call> parameters = new ArrayList<>();
    private @Nullable PreparedStatement riding;
    private @Nullable PreparedStatement plain;
    private boolean closed;

    private record Call(Method method, Object[] arguments) {
        /** Sets the same parameter of a statement that has {@code more} parameters before it. */
        void on(PreparedStatement statement, int more) throws Throwable {
            Object[] moved = arguments.clone();
            if (moved.length > 1) {
                moved[0] = (Integer) moved[0] + more;
            }
            RidingConnection.call(statement, method, moved);
        }
    }

    private RidingStatement(RidingConnection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    static PreparedStatement of(RidingConnection connection, String sql) {
        return (PreparedStatement) Proxy.newProxyInstance(
                RidingStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                new RidingStatement(connection, sql));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        switch (name) {
            case "close" -> {
                close();
                return null;
            }
            case "isClosed" -> {
                return closed;
            }
            case "equals" -> {
                return proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            case "toString" -> {
                return sql;
            }
            default -> {
                return run(method, arguments, name);
            }
        }
    }

    private Object run(Method method, Object[] arguments, String name) throws Throwable {
        if (closed) {
            throw new SQLException("the statement is closed");
        }
        if (plain == null && name.startsWith("set") && !isCursor(name, arguments)) {
            parameters.add(new Call(method, arguments));
            return null;
        }
        if (plain == null
                && riding == null
                && !connection.isBound()
                && arguments == null
                && name.startsWith("execute")) {
            switch (name) {
                case "executeQuery" -> {
                    return query();
                }
                case "execute" -> {
                    return ride();
                }
                case "executeUpdate" -> {
                    return Math.toIntExact(update());
                }
                case "executeLargeUpdate" -> {
                    return update();
                }
                default -> {}
            }
        }
        boolean readsResult = riding != null && plain == null && (name.startsWith("get") || name.equals("cancel"));
        return RidingConnection.call(readsResult ? riding : plain(), method, arguments);
    }

    /** Rows are fetched in parts from one statement's portal only. */
    private static boolean isCursor(String name, Object[] arguments) {
        return name.equals("setFetchSize") && !arguments[0].equals(0) || name.equals("setCursorName");
    }

    private Object query() throws Throwable {
        if (!ride()) {
            throw new SQLException("the statement returned no rows");
        }
        return ridden().getResultSet();
    }

    private long update() throws Throwable {
        if (ride()) {
            throw new SQLException("the statement returned rows where none were expected");
        }
        return ridden().getUpdateCount();
    }

    /** Whether the result, which is that of our statement and not of the binding, has rows. */
    private boolean ride() throws Throwable {
        PreparedStatement both = connection.real().prepareStatement(TenantBinding.BIND + "; " + sql);
        riding = both;
        int more = TenantBinding.setBinding(both, connection.tenant());
        for (Call parameter : parameters) {
            parameter.on(both, more);
        }
        both.execute();
        connection.rode();
        return both.getMoreResults();
    }

    private PreparedStatement ridden() {
        if (riding == null) {
            throw new IllegalStateException("the statement was not executed");
        }
        return riding;
    }

    /** The statement alone, on the bound connection, with all parameters set so far. */
    private PreparedStatement plain() throws Throwable {
        PreparedStatement alone = plain;
        if (alone == null) {
            connection.bind();
            alone = connection.real().prepareStatement(sql);
            plain = alone;
            for (Call parameter : parameters) {
                parameter.on(alone, 0);
            }
        }
        return alone;
    }

    private void close() throws SQLException {
        closed = true;
        if (riding != null) {
            riding.close();
        }
        if (plain != null) {
            plain.close();
        }
    }
}
