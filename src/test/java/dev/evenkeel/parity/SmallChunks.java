package dev.evenkeel.parity;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import java.time.Duration;

/** A comparison whose chunks hold two rows, so that every table of a few rows has borders within. */
public final class SmallChunks {
    private SmallChunks() {}

    public static RowComparison of(Server left, Server right) {
        return new RowComparison(left, right, Observer.NONE, new ChunkPace.Limits(2, 2, Duration.ofMillis(500)), 2);
    }
}
