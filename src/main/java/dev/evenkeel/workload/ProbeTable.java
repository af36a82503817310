package dev.evenkeel.workload;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.List;

/**
 * The table that a probe writes to, in one of the databases that are moved. It belongs to evenkeel alone: it has one column and a
 * comment that says so, or the probe does not begin. Nothing but rows of this run is ever written or read.
 */
record ProbeTable(TableName name) implements Subject {
    private static final String COMMENT = "evenkeel probe";
    private static final int FETCH = 5_000;

    @Override
    public void check(Session session) {
        List<String> columns = session.list(
                "SELECT CONCAT(COLUMN_NAME, ' ', DATA_TYPE, ' ', COLUMN_KEY) FROM information_schema.COLUMNS"
                        + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION",
                row -> row.text(1),
                name.schema(),
                name.table());
        String comment = session.first(
                        "SELECT TABLE_COMMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
                        row -> row.text(1),
                        name.schema(),
                        name.table())
                .orElse("");
        if (!columns.equals(List.of("id bigint PRI")) || !comment.equals(COMMENT)) {
            throw new Misconfigured("application.probe is " + name + ", "
                    + (columns.isEmpty()
                            ? "which the probe's account does not see"
                            : "which is not a table of evenkeel's own")
                    + "; create it as: CREATE TABLE " + name.quoted()
                    + " (id BIGINT PRIMARY KEY) ENGINE = InnoDB COMMENT = '"
                    + COMMENT + "', and GRANT SELECT, INSERT on it");
        }
    }

    @Override
    public Writing writing(Ledger ledger, int connection, Writer.Recorder recorder) {
        OwnWrites own = ledger.writes().get(connection);
        return session -> {
            // A row to which nothing belongs and that nobody changes later.
            int sequence = own.begin(Kind.SESSION, OwnWrites.NONE);
            try {
                session.execute(
                        "INSERT INTO " + name.quoted() + " (id) VALUES (?)",
                        ledger.id(connection, sequence).value());
            } catch (DatabaseException e) {
                recorder.settled(sequence, Writer.outcome(e));
                throw e;
            }
            recorder.settled(sequence, Outcome.ACKNOWLEDGED);
        };
    }

    @Override
    public Found find(Server server, Ledger ledger) {
        Found found = new Found(ledger.writes());
        try (Session session = server.openPinned()) {
            session.stream(
                    "SELECT id FROM " + name.quoted() + " WHERE id BETWEEN ? AND ?",
                    FETCH,
                    row -> found.row(WriteId.of(row.number(1)), 0),
                    WriteId.first(ledger.run()),
                    WriteId.last(ledger.run()));
        }
        return found;
    }
}
