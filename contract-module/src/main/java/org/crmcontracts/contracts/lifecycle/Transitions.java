package org.crmcontracts.contracts.lifecycle;

import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.ACTIVATE;
import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.APPROVE;
import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.ARCHIVE;
import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.CANCEL;
import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.CLOSE;
import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.COMPLETE;
import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.EDIT;
import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.RECORD_RECEIPT;
import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.REGISTER_SIGNING;
import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.RETURN;
import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.SEND_TO_SIGN;
import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.SUBMIT;
import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.UPLOAD;
import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.VOID_SIGNING;
import static org.crmcontracts.contracts.lifecycle.LifecycleEvent.WITHDRAW;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The state table: which event leads from which state to which. What is not listed does not happen. */
public final class Transitions {
    private static final Map<LifecycleState, Map<LifecycleEvent, LifecycleState>> TABLE =
            new EnumMap<>(LifecycleState.class);

    static {
        from(LifecycleState.DRAFT)
                .to(EDIT, LifecycleState.DRAFT)
                .to(UPLOAD, LifecycleState.DRAFT)
                .to(SUBMIT, LifecycleState.IN_REVIEW)
                .to(CANCEL, LifecycleState.CANCELLED);
        from(LifecycleState.IN_REVIEW)
                .to(RETURN, LifecycleState.DRAFT)
                .to(WITHDRAW, LifecycleState.DRAFT)
                .to(APPROVE, LifecycleState.APPROVED)
                .to(CANCEL, LifecycleState.CANCELLED);
        from(LifecycleState.APPROVED).to(SEND_TO_SIGN, LifecycleState.SIGNING).to(CANCEL, LifecycleState.CANCELLED);
        from(LifecycleState.SIGNING)
                .to(UPLOAD, LifecycleState.SIGNING)
                .to(REGISTER_SIGNING, LifecycleState.SIGNED)
                .to(VOID_SIGNING, LifecycleState.APPROVED)
                .to(CANCEL, LifecycleState.CANCELLED);
        from(LifecycleState.SIGNED).to(UPLOAD, LifecycleState.SIGNED).to(ACTIVATE, LifecycleState.ACTIVE);
        from(LifecycleState.ACTIVE)
                .to(UPLOAD, LifecycleState.ACTIVE)
                .to(RECORD_RECEIPT, LifecycleState.ACTIVE)
                .to(COMPLETE, LifecycleState.COMPLETED);
        from(LifecycleState.COMPLETED).to(CLOSE, LifecycleState.CLOSED);
        from(LifecycleState.CLOSED).to(ARCHIVE, LifecycleState.ARCHIVED);
        from(LifecycleState.ARCHIVED);
        from(LifecycleState.CANCELLED);
    }

    private Transitions() {}

    /** Empty if the event may not happen in the state. */
    public static Optional<LifecycleState> next(LifecycleState state, LifecycleEvent event) {
        return Optional.ofNullable(TABLE.getOrDefault(state, Map.of()).get(event));
    }

    /** What may happen in the state, in the order of the events. */
    public static List<LifecycleEvent> events(LifecycleState state) {
        return List.copyOf(TABLE.getOrDefault(state, Map.of()).keySet());
    }

    /** The actions that somebody has in the state. */
    public static List<String> actions(LifecycleState state) {
        return actions(state, permission -> true);
    }

    /** The actions that somebody with these permissions has in the state. */
    public static List<String> actions(LifecycleState state, Predicate<ContractAction> permitted) {
        return events(state).stream()
                .filter(event -> event.permission() != null && permitted.test(event.permission()))
                .map(LifecycleEvent::action)
                .toList();
    }

    private static Row from(LifecycleState state) {
        return new Row(TABLE.computeIfAbsent(state, s -> new EnumMap<>(LifecycleEvent.class)));
    }

    private record Row(Map<LifecycleEvent, LifecycleState> events) {
        Row to(LifecycleEvent event, LifecycleState state) {
            events.put(event, state);
            return this;
        }
    }
}
