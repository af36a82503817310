package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Session;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What one side answered for a chunk: how many rows, and the sum of their digests. */
public record ChunkDigest(long rows, BigDecimal sum) {
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

    /** Of some tables as wholes, in their order, in one statement. */
    public static List<ChunkDigest> ofTables(Session session, List<Table> tables) {
        String sql = IntStream.range(0, tables.size())
                .mapToObj(i -> "SELECT " + i + ", " + RowDigest.aggregate(tables.get(i))
                        + Chunk.whole(tables.get(i)).source())
                .collect(Collectors.joining(" UNION ALL "));
        ChunkDigest[] found = new ChunkDigest[tables.size()];
        session.list(sql, row -> found[(int) row.number(1)] = new ChunkDigest(row.number(2), row.decimal(3)));
        return List.of(found);
    }

    /** Without some of the rows. */
    public ChunkDigest without(ChunkDigest part) {
        return new ChunkDigest(rows - part.rows, sum.subtract(part.sum));
    }

    boolean readable() {
        return !RowDigest.holdsUnreadableRow(sum);
    }
}
