package dev.evenkeel.workload;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.PasswordHash;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * An assessment platform to rehearse with, made from a seed: schools, learners, items, sessions, responses and scores,
 * with everything in it that is known to be hard to copy, to replicate or to compare.
 *
 * @param seed the same seed and rows make the same rows, byte for byte
 * @param rows how many rows all tables hold together, about
 */
public record SampleDatabase(long seed, long rows) {
    public static final String SCHEMA = "assessment";
    /** Fewer rows are too few for all of its tables. */
    public static final long LEAST_ROWS = Sizes.LEAST;

    private static final int CHUNK_ROWS = 20_000;
    private static final int CHUNK_BYTES = 4 << 20;

    public SampleDatabase {
        new Sizes(rows);
    }

    /**
     * The accounts that {@link #create} makes, all at host {@code %}: the application's, the reports' and the one that
     * defines what has a foreign definer. The latter two have passwords derived from the application's.
     */
    /** Whether a server holds a database of that name already. */
    public static boolean isOn(Session session) {
        return !session.list("SHOW DATABASES LIKE ?", row -> row.text(1), SCHEMA)
                .isEmpty();
    }

    public static List<Login> accounts(Login application) {
        return List.of(
                application, derived("assessment_report", application), derived("assessment_admin", application));
    }

    /**
     * Creates schema, rows, programs and accounts. The schema must not exist.
     *
     * @param master speaks with the privileges of an RDS master user; all that has no foreign definer is its own
     * @param admin may create objects for another definer; the same as {@code master} where nobody may do more
     */
    public void create(Server master, Server admin, Login application, Observer observer) {
        try (Session session = master.openPinned()) {
            session.execute("CREATE DATABASE " + SCHEMA + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
            run(session, "tables.sql");
            run(session, "difficulties.sql");
            createAccounts(session, accounts(application));
            try (Session loading = master.openLoading()) {
                fill(loading, observer);
            }
            run(session, "programs.sql");
        }
        try (Session session = admin.openPinned()) {
            run(session, "foreign-definers.sql");
        }
    }

    List<Fill> fills() {
        Sizes sizes = new Sizes(rows);
        return Stream.concat(new PlatformRows(sizes).fills().stream(), new DifficultRows(sizes).fills().stream())
                .toList();
    }

    private static void run(Session session, String script) {
        session.execute("USE " + SCHEMA);
        for (String statement : Script.statements(script)) {
            // Not prepared: a question mark or a colon in a body is not a place for a value.
            byte[] bytes = statement.getBytes(StandardCharsets.UTF_8);
            session.raw(bytes, 0, bytes.length);
        }
    }

    private static void createAccounts(Session session, List<Login> accounts) {
        for (Login account : accounts) {
            String name = Quoting.account(account.user(), "%");
            boolean there =
                    session.number("SELECT COUNT(*) FROM mysql.user WHERE User = ? AND Host = '%'", account.user()) > 0;
            // CREATE USER IF NOT EXISTS is not known to 10.0.
            session.execute(
                    there ? "SET PASSWORD FOR " + name + " = ?" : "CREATE USER " + name + " IDENTIFIED BY PASSWORD ?",
                    PasswordHash.of(account.password()));
        }
        grant(session, "SELECT, INSERT, UPDATE, DELETE, EXECUTE", accounts.get(0));
        grant(session, "SELECT, SHOW VIEW", accounts.get(1));
        grant(
                session,
                "SELECT, INSERT, UPDATE, DELETE, EXECUTE, CREATE, ALTER, INDEX, DROP, TRIGGER, EVENT",
                accounts.get(2));
    }

    /** GRANT ALL is refused to an RDS master user from 10.3 on, since it lacks one of all privileges itself. */
    private static void grant(Session session, String privileges, Login account) {
        session.execute("GRANT " + privileges + " ON " + SCHEMA + ".* TO " + Quoting.account(account.user(), "%"));
    }

    private void fill(Session session, Observer observer) {
        List<Fill> fills = fills();
        long total = fills.stream().mapToLong(Fill::rows).sum();
        session.execute("SET SESSION foreign_key_checks = 0, unique_checks = 0");
        try (Progress progress = observer.progress("sample database", "rows", total)) {
            Lines chunk = new Lines();
            for (Fill fill : fills) {
                fill(session, fill, chunk, progress);
            }
        }
        session.execute("SET SESSION foreign_key_checks = 1, unique_checks = 1");
        // What the trigger keeps from now on.
        session.execute("""
                UPDATE assessment.sessions s
                  JOIN (SELECT session_id, COUNT(*) AS answered FROM assessment.responses GROUP BY session_id) r
                    ON r.session_id = s.id
                   SET s.answered = r.answered
                """);
    }

    private void fill(Session session, Fill fill, Lines chunk, Progress progress) {
        String load = "LOAD DATA LOCAL INFILE 'rows' INTO TABLE " + SCHEMA + "." + fill.table()
                + " CHARACTER SET utf8mb4 " + fill.into();
        Chance chance = new Chance(seed, fill.table());
        long from = 1;
        for (long number = 1; number <= fill.rows(); number++) {
            fill.maker().row(chunk, chance, number);
            long rowsInChunk = number - from + 1;
            if (rowsInChunk == CHUNK_ROWS || chunk.size() >= CHUNK_BYTES || number == fill.rows()) {
                long loaded = session.loadData(load, chunk.stream());
                if (loaded != rowsInChunk) {
                    throw new IllegalStateException(
                            fill.table() + " took " + loaded + " of " + rowsInChunk + " generated rows");
                }
                progress.advance(rowsInChunk);
                chunk.clear();
                from = number + 1;
            }
        }
    }

    private static Login derived(String user, Login application) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((user + "\n" + application.password().reveal()).getBytes(StandardCharsets.UTF_8));
            return new Login(user, new Secret(HexFormat.of().formatHex(digest, 0, 16)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
