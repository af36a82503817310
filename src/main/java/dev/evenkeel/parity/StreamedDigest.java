package dev.evenkeel.parity;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.Session;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The digest of rows that are read and hashed here. Numbers arrive as the server holds them, which spares it from writing
 * them out: FLOAT and DOUBLE count with all their bits. Everything else arrives as the bytes that {@link RowDigest} would
 * hash, but a large value arrives as its own digest, so that a row has a bounded size.
 */
final class StreamedDigest {
    /** Rows that are held at a time, of 64 KiB and a few large columns' beginnings at most. */
    private static final int FETCHED = 100;

    private static final int LARGE = 4_096;
    private static final Set<String> LARGE_TYPES =
            Set.of("text", "mediumtext", "longtext", "blob", "mediumblob", "longblob");

    private static final byte NULL = 0;
    private static final byte NUMBER = 1;
    private static final byte BYTES = 2;

    private final Table table;
    private final List<Column> columns;
    private final MessageDigest sha256;
    private ByteBuffer text = ByteBuffer.allocate(1 << 12);
    private long high;
    private long low;
    private long rows;
    private boolean unreadable;

    StreamedDigest(Table table) {
        this.table = table;
        this.columns = RowDigest.columns(table);
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether equal rows of the two arrive as equal bytes, which numbers of two types do not. */
    static boolean fits(Table left, Table right) {
        return types(left).equals(types(right));
    }

    private static List<String> types(Table table) {
        return RowDigest.columns(table).stream()
                .map(column -> column.dataType() + (number(column) ? "" : " in bytes"))
                .toList();
    }

    private static boolean number(Column column) {
        return switch (column.dataType()) {
            case "tinyint", "smallint", "mediumint", "int", "float", "double" -> true;
            // Above 2^63 it is no long.
            case "bigint" -> !column.columnType().contains("unsigned");
            default -> false;
        };
    }

    /** @param source FROM and WHERE */
    ChunkDigest read(Session session, String source) {
        String list = columns.stream().map(StreamedDigest::expression).collect(Collectors.joining(", "));
        session.stream("SELECT " + list + source, FETCHED, this::add);
        byte[] sum = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        return new ChunkDigest(rows, unreadable ? RowDigest.UNREADABLE : new BigDecimal(new BigInteger(1, sum)));
    }

    private static String expression(Column column) {
        String name = Quoting.identifier(column.name());
        if (number(column)) {
            return name;
        }
        if (RowDigest.SHORT.contains(column.dataType())) {
            // Where it ends is told here, so the server need not say how long it is.
            String bytes = "CAST(" + name + " AS BINARY)";
            return column.nullable() ? "IF(" + name + " IS NULL, 'N', CONCAT('V', " + bytes + "))" : bytes;
        }
        if (!LARGE_TYPES.contains(column.dataType())) {
            return RowDigest.column(column);
        }
        // The length in front tells a short value from the digest of a long one.
        String bytes = "CONCAT(LENGTH(" + name + "), ':', IF(LENGTH(" + name + ") > " + LARGE + ", SHA2(" + name
                + ", 256), CAST(" + name + " AS BINARY)))";
        return column.nullable() ? "IF(" + name + " IS NULL, 'N', " + bytes + ")" : bytes;
    }

    private void add(Row row) {
        rows++;
        text.clear();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (number(column)) {
                addNumber(row, i + 1, column);
            } else {
                addBytes(row.bytes(i + 1));
            }
        }
        sha256.update(text.array(), 0, text.position());
        long digest = ByteBuffer.wrap(sha256.digest()).getLong();
        low += digest;
        if (Long.compareUnsigned(low, digest) < 0) {
            high++;
        }
    }

    private void addNumber(Row row, int at, Column column) {
        long bits =
                switch (column.dataType()) {
                    case "float" -> Float.floatToRawIntBits(row.single(at));
                    case "double" -> Double.doubleToRawLongBits(row.real(at));
                    default -> row.number(at);
                };
        room(9);
        if (row.wasNull()) {
            text.put(NULL);
        } else {
            text.put(NUMBER).putLong(bits);
        }
    }

    private void addBytes(byte[] bytes) {
        if (bytes == null) {
            // NULL would have come as a mark of its own: the server could not make these bytes.
            unreadable = true;
            return;
        }
        room(5 + bytes.length);
        text.put(BYTES).putInt(bytes.length).put(bytes);
    }

    private void room(int wanted) {
        if (text.remaining() < wanted) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(text.capacity() * 2, text.position() + wanted));
            text = larger.put(text.flip());
        }
    }
}
