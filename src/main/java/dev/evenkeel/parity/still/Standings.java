package dev.evenkeel.parity.still;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Reconnection;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.writes.Standing;
import dev.evenkeel.replication.writes.Stillness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The positions of both sides of a comparison at its beginning, and whether they are still there. Safe for several threads. */
public final class Standings implements AutoCloseable {
    private final Side left;
    private final Side right;
    private Optional<String> disturbance = Optional.empty();

    private Standings(Side left, Side right) {
        this.left = left;
        this.right = right;
    }

    /** From now on. */
    public static Standings take(Server left, Server right) {
        Side one = new Side(left);
        Side other = new Side(right);
        try {
            Standings standings = new Standings(one.begin(), other.begin());
            standings.disturbance = one.uncertain().or(other::uncertain);
            return standings;
        } catch (RuntimeException e) {
            one.close();
            other.close();
            throw e;
        }
    }

    /** Since an earlier time, whose standings were recorded. Answers in {@link #look} whether the sides are still there. */
    public static Standings since(Server left, Standing leftThen, Server right, Standing rightThen) {
        return new Standings(new Side(left).since(leftThen), new Side(right).since(rightThen));
    }

    /** Looks again; why the sides may have moved, or nothing. What has moved once stays moved. */
    public synchronized Optional<String> look() {
        if (disturbance.isEmpty()) {
            disturbance = doubt();
        }
        return disturbance;
    }

    public synchronized Optional<String> disturbance() {
        return disturbance;
    }

    /** The position of the left side when it was last looked at and had not changed. */
    public synchronized Standing left() {
        return left.known;
    }

    public synchronized Standing right() {
        return right.known;
    }

    /** Reads where the sides are now, moved or not. */
    public synchronized List<Standing> now() {
        return List.of(left.ask(Standing::read), right.ask(Standing::read));
    }

    /** What these looks cannot see, a sentence each. */
    public synchronized List<String> limits() {
        List<String> limits = new ArrayList<>();
        for (Side side : List.of(left, right)) {
            if (side.known.written().isEmpty()) {
                limits.add(
                        "The " + side.server.name()
                                + " writes no binlog. Its own counters of changed rows and definitions show that nothing changed; they do not count what engines other than InnoDB change.");
            } else if (side.known.counters().isEmpty()) {
                limits.add("That the " + side.server.name()
                        + " did not change is known from its binlog alone; writes with sql_log_bin=0 are not seen.");
            }
        }
        return List.copyOf(limits);
    }

    private Optional<String> doubt() {
        try {
            Standing mine = left.ask(Standing::read);
            Standing theirs = right.ask(Standing::read);
            Optional<String> moved =
                    disturbed(left, mine, right, theirs).or(() -> disturbed(right, theirs, left, mine));
            if (moved.isEmpty()) {
                // The next look reads the binlog from here; what is before is known to be harmless.
                left.known = mine;
                right.known = theirs;
            }
            return moved;
        } catch (DatabaseException e) {
            return Optional.of("whether the servers changed in the meantime could not be seen: " + e.getMessage());
        }
    }

    private static Optional<String> disturbed(Side side, Standing now, Side other, Standing others) {
        return side.ask(session -> other.ask(source -> Stillness.disturbed(
                session, side.known, now, Optional.of(new Stillness.SourceSession(others.serverId(), source)))));
    }

    @Override
    public synchronized void close() {
        left.close();
        right.close();
    }

    private static final class Side {
        private final Server server;
        private Optional<Session> session = Optional.empty();
        private Standing known;

        Side(Server server) {
            this.server = server;
        }

        Side begin() {
            return since(ask(Standing::read));
        }

        Side since(Standing then) {
            known = then;
            return this;
        }

        Optional<String> uncertain() {
            return ask(open -> Stillness.uncertain(open, known));
        }

        /** Over one session; when that is lost, again over another. */
        <T> T ask(Function<Session, T> question) {
            for (int losses = 0; ; losses++) {
                try {
                    Session open = open();
                    open.lostBefore(losses);
                    return question.apply(open);
                } catch (DatabaseException e) {
                    boolean ours = session.isEmpty() || session.get().lost();
                    if (!ours || !Reconnection.worthwhile(e, losses, () -> false)) {
                        throw e;
                    }
                    close();
                }
            }
        }

        private Session open() {
            if (session.isEmpty()) {
                session = Optional.of(server.openPinned());
            }
            return session.get();
        }

        void close() {
            session.ifPresent(open -> {
                try {
                    open.close();
                } catch (DatabaseException e) {
                    // It was lost already, which is why it is closed.
                    session = Optional.empty();
                }
            });
            session = Optional.empty();
        }
    }
}
