package dev.evenkeel.parity.changes;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.binlog.BinlogIdentity;
import java.util.Optional;

/**
 * The file of a server's binlog that was read last, known by what is in it: after RESET MASTER, or on a server that was
 * restored, a file of the same name tells of other writes.
 */
public final class KnownBinlog {
    private final Server server;
    private Optional<Known> known = Optional.empty();

    private record Known(BinlogPosition at, BinlogIdentity identity) {}

    /** @param server spoken to with an account that has REPLICATION SLAVE */
    public KnownBinlog(Server server) {
        this.server = server;
    }

    /** Everything up to a position was read. Asks the server when that is in a file not known yet. */
    public synchronized void read(BinlogPosition upTo) {
        if (known.filter(file -> file.at().file().equals(upTo.file())).isEmpty()) {
            try {
                known = BinlogIdentity.of(server, upTo).map(identity -> new Known(upTo, identity));
            } catch (NotPossible e) {
                // It is not known, then, and the freeze says so.
                known = Optional.empty();
            }
        }
    }

    /** Why the server's binlog is not the one that was read. */
    public synchronized Optional<String> replaced() {
        if (known.isEmpty()) {
            return Optional.of("the " + server.name() + "'s binlog could not be known again");
        }
        return known.filter(file -> !stillThere(file))
                .map(file -> "the " + server.name() + "'s binlog was reset: "
                        + file.at().file() + " is gone, or is another file of that name");
    }

    private boolean stillThere(Known file) {
        try {
            return BinlogIdentity.of(server, file.at())
                    .filter(file.identity()::equals)
                    .isPresent();
        } catch (NotPossible e) {
            // It cannot be asked, so nobody can say that it is the same.
            return false;
        }
    }
}
