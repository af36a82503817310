package dev.evenkeel.workload;

import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.List;

/** What a server holds of a run's writes: for each connection and sequence the rows, scores and highest revision. */
final class Found {
    private static final int FETCH = 5_000;

    private final int[][] rows;
    private final int[][] scores;
    private final int[][] revisions;
    private long strays;

    Found(List<OwnWrites> writes) {
        rows = writes.stream().map(own -> new int[own.size()]).toArray(int[][]::new);
        scores = writes.stream().map(own -> new int[own.size()]).toArray(int[][]::new);
        revisions = writes.stream().map(own -> new int[own.size()]).toArray(int[][]::new);
    }

    /** Reads the run's rows once, in one snapshot. */
    static Found read(Server server, Ledger ledger) {
        Found found = new Found(ledger.writes());
        long first = WriteId.first(ledger.run());
        long last = WriteId.last(ledger.run());
        try (Session session = server.openPinned()) {
            session.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            for (String table : List.of("sessions", "responses")) {
                session.stream(
                        "SELECT write_id, revision FROM " + SampleDatabase.SCHEMA + "." + table
                                + " WHERE write_id BETWEEN ? AND ?",
                        FETCH,
                        row -> found.row(WriteId.of(row.number(1)), (int) row.number(2)),
                        first,
                        last);
            }
            session.stream(
                    "SELECT write_id FROM assessment.scores WHERE write_id BETWEEN ? AND ?",
                    FETCH,
                    row -> found.score(WriteId.of(row.number(1))),
                    first,
                    last);
            session.rollback();
        }
        return found;
    }

    void row(WriteId id, int revision) {
        if (known(id)) {
            rows[id.connection()][id.sequence()]++;
            int[] highest = revisions[id.connection()];
            highest[id.sequence()] = Math.max(highest[id.sequence()], revision);
        }
    }

    void score(WriteId id) {
        if (known(id)) {
            scores[id.connection()][id.sequence()]++;
        }
    }

    int rows(int connection, int sequence) {
        return rows[connection][sequence];
    }

    int scores(int connection, int sequence) {
        return scores[connection][sequence];
    }

    int revision(int connection, int sequence) {
        return revisions[connection][sequence];
    }

    /** Rows with numbers that the application never gave. */
    long strays() {
        return strays;
    }

    private boolean known(WriteId id) {
        boolean known = id.connection() < rows.length && id.sequence() < rows[id.connection()].length;
        strays += known ? 0 : 1;
        return known;
    }
}
