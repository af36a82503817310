package dev.evenkeel.parity.strangers;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Ways in which rows of a server change and its binlog does not say so, or not as its own writes. */
public final class UnwatchedWrites {
    private UnwatchedWrites() {}

    /** Databases that a server leaves out of its binlog; empty where it writes all, or does not tell this account. */
    public static Optional<String> filtered(Session session) {
        return asked(() -> session.first(
                                "SHOW MASTER STATUS",
                                row -> List.of(
                                        row.optional("Binlog_Do_DB").orElse(""),
                                        row.optional("Binlog_Ignore_DB").orElse("")))
                        .filter(filters -> filters.stream().anyMatch(filter -> !filter.isEmpty())))
                .map(filters -> "the binlog of the " + session.server().name()
                        + " leaves databases out (binlog_do_db, binlog_ignore_db)");
    }

    /**
     * Why a follower's binlog does not tell who else writes to it.
     *
     * @param filtered what {@link #filtered} answered
     */
    public static Optional<String> of(Session target, Optional<String> filtered) {
        return filtered.or(() -> byTriggers(target))
                .or(() -> asked(() -> Optional.of(target.list("SHOW ALL SLAVES STATUS", row -> 1))
                                .filter(links -> links.size() > 1))
                        .map(links -> "the target follows " + links.size()
                                + " servers, and it is not known which of them wrote what"));
    }

    /** The applier runs the target's own triggers, and does not log what they write, or logs it as the source's. */
    private static Optional<String> byTriggers(Session target) {
        return asked(() -> target.first("SHOW GLOBAL VARIABLES LIKE 'slave_run_triggers_for_rbr'", row -> row.text(2))
                        .filter(mode -> !mode.equals("NO")))
                .map(mode -> "the target's applier runs triggers (slave_run_triggers_for_rbr = " + mode
                        + "), and no binlog records what they write; set it to NO");
    }

    private static <T> Optional<T> asked(Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
