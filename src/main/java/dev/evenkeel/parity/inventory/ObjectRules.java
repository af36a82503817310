package dev.evenkeel.parity.inventory;

import java.util.Objects;
import java.util.Set;

/**
 * In what two servers' objects may differ.
 *
 * @param loadingUser the account that loaded the right side, {@code user@host}; empty where nobody did
 * @param rewrittenDefiners definers of the left side that the load replaced by the loading user
 * @param invokers objects that the load gave SQL SECURITY INVOKER, as {@code view shop.orders}
 */
public record ObjectRules(String loadingUser, Set<String> rewrittenDefiners, Set<String> invokers, Moment moment) {
    /** When two servers are compared. */
    public enum Moment {
        /** Neither is changed by anybody. */
        AT_REST,
        /** The right one is a replica of the left one, which runs the events of both. */
        REPLICA,
        /** The right one follows: its events wait, and its AUTO_INCREMENT values may be behind until the switch. */
        FOLLOWING,
        /**
         * The right one serves and the left one does not change: what is defined there is its own affair, but its events must not
         * wait any more. A counter that is behind may belong to a table that was emptied or created again.
         */
        SERVING
    }

    /** Nothing may differ. */
    public static final ObjectRules STRICT = new ObjectRules("", Set.of(), Moment.AT_REST);

    /** Nothing but what replication itself makes different. */
    public static final ObjectRules REPLICA = new ObjectRules("", Set.of(), Moment.REPLICA);

    /** Every SQL SECURITY stays. */
    public ObjectRules(String loadingUser, Set<String> rewrittenDefiners, Moment moment) {
        this(loadingUser, rewrittenDefiners, Set.of(), moment);
    }

    public ObjectRules {
        Objects.requireNonNull(loadingUser, "loadingUser");
        Objects.requireNonNull(moment, "moment");
        rewrittenDefiners = Set.copyOf(rewrittenDefiners);
        invokers = Set.copyOf(invokers);
    }

    /** For the reading of one server twice while it runs. */
    static final ObjectRules ONE_SERVER_TWICE = new ObjectRules("", Set.of(), Moment.FOLLOWING);
}
