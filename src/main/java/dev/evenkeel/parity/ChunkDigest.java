package dev.evenkeel.parity;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Session;
import java.math.BigDecimal;

/** What one side answered for a chunk: how many rows, and the sum of their digests. */
record ChunkDigest(long rows, BigDecimal sum) {
    static ChunkDigest read(Session session, Chunk chunk) {
        return read(session, chunk.table(), chunk.source());
    }

    /** Of the rows that FROM and WHERE name. */
    static ChunkDigest read(Session session, Table table, String source) {
        return session.first(
                        "SELECT " + RowDigest.aggregate(table) + source,
                        row -> new ChunkDigest(row.number(1), row.decimal(2)))
                .orElseThrow();
    }

    /** Without some of the rows. */
    ChunkDigest without(ChunkDigest part) {
        return new ChunkDigest(rows - part.rows, sum.subtract(part.sum));
    }

    boolean readable() {
        return !RowDigest.holdsUnreadableRow(sum);
    }
}
