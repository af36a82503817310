package dev.evenkeel.workload;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * What one connection writes: it chooses the next write by its seed, sends it, and enters what became of it. It knows the
 * rows it has been acknowledged and touches no others.
 */
final class Writer implements Writing {
    private static final int WRITES_PER_SESSION = 40;
    private static final int OPEN_SESSIONS = 12;
    private static final int OWN_RESPONSES = 200;

    private final OwnWrites own;
    private final Ledger ledger;
    private final int connection;
    private final Chance chance;
    private final Statements.References references;
    private final Recorder recorder;
    private final List<Held> sessions = new ArrayList<>();
    private final List<Held> responses = new ArrayList<>();
    private int writesInSession;

    /** A row that this connection was acknowledged: its write's sequence, its key, its session's sequence. */
    private record Held(int sequence, long id, int session) {}

    /** Takes down what became of a write. */
    interface Recorder {
        void settled(int sequence, Outcome outcome);
    }

    Writer(Ledger ledger, int connection, long seed, Statements.References references, Recorder recorder) {
        this.own = ledger.writes().get(connection);
        this.ledger = ledger;
        this.connection = connection;
        this.chance = new Chance(seed, "connection " + connection);
        this.references = references;
        this.recorder = recorder;
    }

    /**
     * Makes one write.
     *
     * @throws DatabaseException after entering what is known of it
     */
    @Override
    public void write(Session server) {
        if (sessions.isEmpty() || writesInSession >= WRITES_PER_SESSION) {
            beginSession(server);
            return;
        }
        writesInSession++;
        long dice = chance.below(100);
        if (dice < 45 || responses.isEmpty()) {
            insert(server);
        } else if (dice < 62) {
            Held row = any(responses);
            change(Kind.UPDATE, row, r -> Statements.reviseResponse(server, r.id()), () -> responses.remove(row));
        } else if (dice < 70) {
            Held row = any(sessions);
            change(Kind.UPDATE, row, r -> Statements.reviseSession(server, r.id()), () -> forget(row));
        } else if (dice < 78) {
            Held row = any(responses);
            responses.remove(row);
            change(Kind.DELETE, row, r -> Statements.deleteResponse(server, r.id()), () -> {});
        } else {
            transaction(server);
        }
    }

    /** Opens a session; now and then the oldest is deleted first, with all that belongs to it. */
    private void beginSession(Session server) {
        if (sessions.size() > OPEN_SESSIONS || sessions.size() > 2 && chance.oneIn(4)) {
            Held oldest = sessions.get(0);
            forget(oldest);
            if (!chance.oneIn(3)) {
                change(Kind.DELETE, oldest, row -> Statements.deleteSession(server, row.id()), () -> {});
                return;
            }
        }
        long learner = references.learners()[(int) chance.below(references.learners().length)];
        single(Kind.SESSION, OwnWrites.NONE, sequence -> {
            long id = Statements.insertSession(server, learner, id(sequence));
            sessions.add(new Held(sequence, id, sequence));
        });
        writesInSession = 0;
    }

    private void insert(Session server) {
        Held session = current();
        long item = item();
        String answer = chance.prose(3, 12);
        single(Kind.INSERT, session.sequence(), sequence -> {
            long id = Statements.insertResponse(server, session.id(), item, answer, id(sequence));
            responses.add(new Held(sequence, id, session.sequence()));
        });
        if (responses.size() > OWN_RESPONSES) {
            responses.remove(0);
        }
    }

    private void transaction(Session server) {
        Held session = current();
        long first = item();
        long second = item();
        String answer = chance.prose(3, 12);
        int sequence = own.begin(Kind.TRANSACTION, session.sequence());
        boolean committing = false;
        try {
            server.begin();
            Statements.insertResponse(server, session.id(), first, answer, id(sequence));
            Statements.insertScore(server, session.id(), id(sequence));
            boolean there = Statements.reviseSession(server, session.id());
            Statements.insertResponse(server, session.id(), second, answer, id(sequence + 1));
            if (!there) {
                server.rollback();
                recorder.settled(sequence, Outcome.REFUSED);
                forget(session);
                return;
            }
            committing = true;
            server.commit();
        } catch (DatabaseException e) {
            // Before COMMIT was sent a lost connection is a rollback.
            recorder.settled(sequence, committing ? outcome(e) : Outcome.REFUSED);
            throw e;
        }
        recorder.settled(sequence, Outcome.ACKNOWLEDGED);
    }

    /** One statement on its own; {@code statement} is given the write's sequence. */
    private void single(Kind kind, int subject, IntConsumer statement) {
        int sequence = own.begin(kind, subject);
        try {
            statement.accept(sequence);
        } catch (DatabaseException e) {
            recorder.settled(sequence, outcome(e));
            throw e;
        }
        recorder.settled(sequence, Outcome.ACKNOWLEDGED);
    }

    /** Changes a held row; where the server does not find it, nothing was done and nothing more is tried on it. */
    private void change(Kind kind, Held row, Predicate<Held> statement, Runnable whenMissing) {
        int sequence = own.begin(kind, row.sequence());
        boolean done;
        try {
            done = statement.test(row);
        } catch (DatabaseException e) {
            recorder.settled(sequence, outcome(e));
            throw e;
        }
        recorder.settled(sequence, done ? Outcome.ACKNOWLEDGED : Outcome.REFUSED);
        if (!done) {
            whenMissing.run();
        }
    }

    /** An error with a number is the server's answer, unless it says that the connection went; else nobody knows. */
    static Outcome outcome(DatabaseException e) {
        return e.lost() || e.number() == 0 ? Outcome.IN_DOUBT : Outcome.REFUSED;
    }

    private void forget(Held session) {
        sessions.remove(session);
        responses.removeIf(row -> row.session() == session.sequence());
    }

    private Held current() {
        return sessions.get(sessions.size() - 1);
    }

    private Held any(List<Held> rows) {
        return rows.get((int) chance.below(rows.size()));
    }

    private long item() {
        return references.items()[(int) chance.below(references.items().length)];
    }

    private long id(int sequence) {
        return ledger.id(connection, sequence).value();
    }
}
