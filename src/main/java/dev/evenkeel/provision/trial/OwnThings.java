package dev.evenkeel.provision.trial;

import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.PasswordHash;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** An empty table in a database of its own, and an account that may write to it alone: all that a trial has on a server. */
public final class OwnThings {
    static final String NAME = "evenkeel_fence_test";
    static final String TABLE = Quoting.identifier(NAME) + ".t";

    private static final String ACCOUNT = Quoting.account(NAME, "%");
    private static final String DROP_ACCOUNT = "DROP USER " + ACCOUNT;
    private static final String DROP_DATABASE = "DROP DATABASE " + Quoting.identifier(NAME);
    private static final int PASSWORD_BYTES = 16;
    /** Somebody's lock on the whole server is not waited for any longer than that. */
    private static final int WAIT_SECONDS = 10;

    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 3;

    private final Server master;
    private final Login login;
    /** What removes what is there of it, the last one first. */
    private final Deque<String> undo = new ArrayDeque<>();

    private OwnThings(Server master) {
        this.master = master;
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        this.login = new Login(NAME, new Secret("Ek-" + HexFormat.of().formatHex(random)));
    }

    /** What an earlier trial left on a server, as the statements that remove it; asks only. */
    public static List<String> left(Session session) {
        List<String> statements = new ArrayList<>();
        if (session.number("SELECT COUNT(*) FROM mysql.user WHERE User = ? AND Host = '%'", NAME) > 0) {
            statements.add(DROP_ACCOUNT + ";");
        }
        if (session.number("SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?", NAME) > 0
                && foreign(session).isEmpty()) {
            statements.add(DROP_DATABASE + ";");
        }
        return statements;
    }

    /** What else is in the database of that name, so that nobody is told to drop it; asks only. */
    public static List<String> foreign(Session session) {
        return session.list("""
                SELECT TABLE_NAME FROM information_schema.TABLES
                WHERE TABLE_SCHEMA = ? AND NOT (TABLE_NAME = 't' AND TABLE_COMMENT = ?)
                UNION SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ?
                UNION SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ?
                ORDER BY 1
                """, row -> NAME + "." + row.text(1), NAME, comment(), NAME, NAME);
    }

    private static String comment() {
        return "made by evenkeel rehearse --fence-only";
    }

    /**
     * Nothing is there before this has begun.
     *
     * @throws InTheWay when something of that name exists; it is left alone
     */
    static OwnThings of(Server master) {
        try (Session session = master.open()) {
            List<String> foreign = foreign(session);
            if (!foreign.isEmpty()) {
                throw new InTheWay("the database " + NAME + " exists and holds what evenkeel has not made: "
                        + String.join(", ", foreign) + "; evenkeel needs a database of that name for itself");
            }
            List<String> left = left(session);
            if (!left.isEmpty()) {
                throw new InTheWay(
                        "an earlier measurement that was ended in the middle has left something, or something of the"
                                + " name " + NAME + " is yours; look at it, and remove it: " + String.join(" ", left));
            }
        }
        return new OwnThings(master);
    }

    void make() {
        try (Session session = patient()) {
            if (!session.can(Capability.ACCOUNT_LOCK)) {
                PasswordHash.obstacle(session).ifPresent(problem -> {
                    throw new InTheWay(problem);
                });
            }
            make(session, "CREATE DATABASE " + Quoting.identifier(NAME), DROP_DATABASE);
            session.execute("CREATE TABLE " + TABLE + " (n BIGINT NOT NULL PRIMARY KEY) ENGINE = InnoDB COMMENT = "
                    + Quoting.text(comment()));
            make(session, "CREATE USER " + ACCOUNT + " IDENTIFIED BY PASSWORD ?", DROP_ACCOUNT);
            session.execute("GRANT SELECT, INSERT ON " + TABLE + " TO " + ACCOUNT);
        }
    }

    /** The intent first: whether a statement whose answer was lost was carried out is not known. */
    private void make(Session session, String statement, String undone) {
        undo.push(undone);
        try {
            if (statement.contains("?")) {
                session.execute(statement, PasswordHash.of(login.password()));
            } else {
                session.execute(statement);
            }
        } catch (DatabaseException e) {
            if (!e.lost()) {
                undo.pop();
            }
            throw e;
        }
    }

    private Session patient() {
        Session session = master.open();
        session.execute("SET SESSION lock_wait_timeout = ?", WAIT_SECONDS);
        session.answerWithin(ANSWER);
        return session;
    }

    Secret password() {
        return login.password();
    }

    Session open() {
        Session session = master.as(login).open();
        session.answerWithin(ANSWER);
        return session;
    }

    /** As an account that is not shut out sees it. */
    long rows() {
        try (Session session = patient()) {
            return session.number("SELECT COUNT(*) FROM " + TABLE);
        }
    }

    /** Removes what was made; answers the statements for what could not be removed. */
    List<String> remove() {
        for (int attempt = 1; attempt <= ATTEMPTS && !undo.isEmpty(); attempt++) {
            try (Session session = patient()) {
                while (!undo.isEmpty()) {
                    remove(session, undo.peek());
                    undo.pop();
                }
            } catch (DatabaseException e) {
                // Tried again over another connection; after the last attempt the caller says what is left.
                continue;
            }
        }
        return undo.stream().map(statement -> statement + ";").toList();
    }

    private static void remove(Session session, String statement) {
        try {
            session.execute(statement);
        } catch (DatabaseException e) {
            // Neither was there: its making or an earlier removal is what the answer was lost of.
            if (!e.is(ServerError.ER_CANNOT_USER) && !e.is(ServerError.ER_DB_DROP_EXISTS)) {
                throw e;
            }
        }
    }
}
