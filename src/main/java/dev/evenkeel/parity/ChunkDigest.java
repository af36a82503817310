package dev.evenkeel.parity;

import dev.evenkeel.mariadb.Session;
import java.math.BigDecimal;

/** What one side answered for a chunk: how many rows, and the sum of their digests. */
record ChunkDigest(long rows, BigDecimal sum) {
    static ChunkDigest read(Session session, Chunk chunk) {
        return session.first(
                        "SELECT " + RowDigest.aggregate(chunk.table()) + chunk.source(),
                        row -> new ChunkDigest(row.number(1), row.decimal(2)))
                .orElseThrow();
    }

    boolean readable() {
        return !RowDigest.holdsUnreadableRow(sum);
    }
}
