package dev.evenkeel.parity;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Quoting;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A range of a table's first key column, from one bound to below the next; an absent bound is open. A table's chunks
 * cover every key there can be, and none twice.
 */
record Chunk(Table table, Optional<BigInteger> from, Optional<BigInteger> below) {
    private static final Set<String> INTEGERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");

    /** Whether a table's key can be cut into ranges: an integer stands first in it. */
    static boolean divisible(Table table) {
        return !table.primaryKey().isEmpty()
                && INTEGERS.contains(table.column(table.primaryKey().get(0)).dataType());
    }

    static Chunk whole(Table table) {
        return new Chunk(table, Optional.empty(), Optional.empty());
    }

    /** Cuts the keys between the lowest and the highest into about so many ranges of equal width. */
    static List<Chunk> divide(Table table, BigInteger lowest, BigInteger highest, long parts) {
        BigInteger span = highest.subtract(lowest).add(BigInteger.ONE);
        BigInteger width = span.divide(BigInteger.valueOf(Math.max(1, parts))).max(BigInteger.ONE);
        List<Chunk> chunks = new ArrayList<>();
        Optional<BigInteger> from = Optional.empty();
        for (BigInteger bound = lowest.add(width);
                bound.compareTo(highest) <= 0 && chunks.size() < parts - 1;
                bound = bound.add(width)) {
            chunks.add(new Chunk(table, from, Optional.of(bound)));
            from = Optional.of(bound);
        }
        chunks.add(new Chunk(table, from, Optional.empty()));
        return chunks;
    }

    /** FROM with the range as WHERE. */
    String source() {
        StringBuilder sql = new StringBuilder(" FROM ").append(table.name().quoted());
        List<String> conditions = new ArrayList<>();
        if (from.isPresent() || below.isPresent()) {
            String key = Quoting.identifier(table.primaryKey().get(0));
            from.ifPresent(bound -> conditions.add(key + " >= " + bound));
            below.ifPresent(bound -> conditions.add(key + " < " + bound));
        }
        if (!conditions.isEmpty()) {
            sql.append(" WHERE ").append(String.join(" AND ", conditions));
        }
        return sql.toString();
    }
}
