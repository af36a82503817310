package dev.evenkeel.parity;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The two sides of a live proof.
 *
 * @param source read with an account that sees every table
 * @param replication an account on the source with REPLICATION SLAVE
 * @param target read with an account that sees every table and has REPLICATION SLAVE
 * @param executed up to where the target has applied the source's binlog by now, or less
 * @param targetSince where in the target's own binlog the watch for strangers begins; empty for its end
 */
public record LiveSides(
        Server source,
        Login replication,
        Server target,
        Supplier<BinlogPosition> executed,
        Optional<BinlogPosition> targetSince) {
    public Server sourcesBinlog() {
        return source.as(replication);
    }
}
