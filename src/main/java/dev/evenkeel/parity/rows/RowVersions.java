package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.Optional;

/** What a system-versioned table keeps: every row it ever had with the times between which it held. */
final class RowVersions {
    /** Where a table does not name the columns itself; they are in no list of columns then. */
    private static final List<String> UNNAMED = List.of("CAST(ROW_START AS CHAR)", RowDigest.rowEnd("ROW_END"));

    private RowVersions() {}

    /** How the two sides' versions differ, or nothing. They are read whole, and no single one is named. */
    static Optional<String> difference(Table table, BothSides sides) {
        ChunkDigest mine = sides.left().read(session -> read(session, table));
        ChunkDigest theirs = sides.right().read(session -> read(session, table));
        if (!mine.readable() || !theirs.readable()) {
            throw new IllegalStateException(
                    "a version of a row is too large for the server to digest; raise max_allowed_packet");
        }
        return mine.equals(theirs)
                ? Optional.empty()
                : Optional.of("the versions that it keeps of its rows differ: " + mine.rows() + " on the "
                        + name(sides.left()) + ", " + theirs.rows() + " on the "
                        + name(sides.right()));
    }

    private static String name(SessionPool side) {
        return side.read(session -> session.server().name());
    }

    private static ChunkDigest read(Session session, Table table) {
        boolean named = session.number(
                        "SELECT COUNT(*) FROM information_schema.columns WHERE generation_expression = 'ROW START'"
                                + " AND table_schema = ? AND table_name = ?",
                        table.name().schema(),
                        table.name().table())
                > 0;
        return session.first(
                        "SELECT " + RowDigest.aggregateOfVersions(table, named ? List.of() : UNNAMED) + " FROM "
                                + table.name().quoted() + " FOR SYSTEM_TIME ALL",
                        row -> new ChunkDigest(row.number(1), row.decimal(2)))
                .orElseThrow();
    }
}
