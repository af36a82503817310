package dev.evenkeel.replication.writes;

import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.statement.LeadingWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What on a source would hold up a freeze, or outlive it; read just before, each as a sentence. */
public final class BeforeFreeze {
    private static final Set<String> DEFINING =
            Set.of("alter", "create", "drop", "rename", "truncate", "optimize", "repair");

    /** Enough, a tenth of a second apart, for a statement that is there at the first one to be a second old at the last. */
    private static final int LOOKS = 11;

    private BeforeFreeze() {}

    /**
     * Transactions that have written or locked rows and are still open after that long. One that only reads holds up no fence.
     *
     * @param own users of this run, whose sessions from this session's host are left out
     */
    public static List<String> longTransactions(Session session, Duration most, Set<String> own) {
        return session.list(
                """
                SELECT p.ID, p.USER, p.HOST, TIMESTAMPDIFF(SECOND, t.trx_started, NOW())
                FROM information_schema.INNODB_TRX t
                JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id
                WHERE (t.trx_rows_modified > 0 OR t.trx_rows_locked > 0)
                  AND TIMESTAMPDIFF(SECOND, t.trx_started, NOW()) >= ?
                  AND NOT (p.USER IN (%s) AND SUBSTRING_INDEX(p.HOST, ':', 1) = SUBSTRING_INDEX(USER(), '@', -1))
                ORDER BY 4 DESC
                """.formatted(own.isEmpty() ? "NULL" : placeholders(own)),
                row -> "the transaction of connection " + row.number(1) + " (" + row.text(2) + "@"
                        + row.text(3).replaceFirst(":[0-9]+$", "") + ") has been open for " + row.number(4)
                        + " s and has written or locked rows; end it, or wait until it ends",
                values(most, own));
    }

    private static String placeholders(Set<String> own) {
        return own.stream().map(user -> "?").collect(Collectors.joining(", "));
    }

    private static Object[] values(Duration most, Set<String> own) {
        List<Object> values = new ArrayList<>();
        values.add(Math.max(1, most.toSeconds()));
        values.addAll(own);
        return values.toArray();
    }

    /**
     * Statements that define tables and have been running for a second: they hold a table, or wait for one, until they end. One
     * that has just begun is given that second, so that many short ones do not look like a long one.
     */
    public static List<String> runningDefinitions(Session session) {
        List<Running> running = definitions(session);
        for (int looks = 0;
                looks < LOOKS && !running.isEmpty() && running.stream().noneMatch(Running::lasts);
                looks++) {
            session.execute("DO SLEEP(0.1)");
            running = definitions(session);
        }
        return running.stream().filter(Running::lasts).map(Running::words).toList();
    }

    private static List<Running> definitions(Session session) {
        return session
                .list("""
                        SELECT ID, USER, HOST, CAST(TIME_MS AS SIGNED), LEFT(INFO, 200) FROM information_schema.PROCESSLIST
                        WHERE COMMAND IN ('Query', 'Execute') AND INFO IS NOT NULL AND ID <> CONNECTION_ID()
                        """, row -> new Running(row.number(1), row.text(2), row.text(3), row.number(4), row.text(5)))
                .stream()
                .filter(running -> DEFINING.contains(LeadingWords.of(running.sql()).stream()
                        .findFirst()
                        .orElse("")
                        .toLowerCase(Locale.ROOT)))
                .toList();
    }

    private record Running(long id, String user, String host, long millis, String sql) {
        boolean lasts() {
            return millis >= 1_000;
        }

        String words() {
            String verb =
                    String.join(" ", LeadingWords.of(sql).stream().limit(2).toList());
            return "connection " + id + " (" + user + "@" + host.replaceFirst(":[0-9]+$", "") + ") has been running "
                    + verb.toUpperCase(Locale.ROOT) + " for " + millis / 1_000 + " s; wait until it ends";
        }
    }

    /** Prepared XA transactions: they outlive their session, and a restart too. */
    public static List<String> prepared(Session session) {
        return session.list(
                "XA RECOVER",
                row -> "the XA transaction '" + row.text("data") + "' is prepared; commit it or roll it back");
    }

    /**
     * The accounts that write past {@code read_only}, as far as the session's account may see them.
     */
    public static List<String> pastReadOnly(Session session) {
        List<String> rights = new ArrayList<>();
        if (session.can(Capability.SPLIT_SUPER)) {
            rights.add("READ_ONLY ADMIN");
        }
        if (session.can(Capability.SUPER_PASSES_READ_ONLY)) {
            rights.add("SUPER");
        }
        return session.list(
                "SELECT DISTINCT GRANTEE FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE IN ("
                        + rights.stream().map(right -> "?").collect(Collectors.joining(", ")) + ") ORDER BY 1",
                row -> row.text(1),
                rights.toArray());
    }

    /** How many are connected. */
    public static long connected(Session session) {
        return session.number("SELECT COUNT(*) FROM information_schema.PROCESSLIST");
    }

    /** How many events the server itself runs when their time comes; 0 where its event scheduler is off. */
    public static long activeEvents(Session session) {
        return session.text("SELECT @@GLOBAL.event_scheduler").equalsIgnoreCase("ON")
                ? session.number("SELECT COUNT(*) FROM information_schema.EVENTS WHERE STATUS = 'ENABLED'")
                : 0;
    }
}
