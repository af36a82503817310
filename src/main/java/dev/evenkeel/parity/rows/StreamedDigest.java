package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The digest of rows that are read and hashed here, each as the bytes in which a server sends it: numbers and times in
 * binary, FLOAT and DOUBLE with all their bits, texts as they are stored, every value with its end or its NULL. That spares the
 * server from writing anything out. A large value is sent as its own digest, so that a row has a bounded size; ENUM and SET
 * are sent by index and by text.
 *
 * <p>Two servers send equal rows as equal bytes only where the columns have the same types, see {@link #fits}. Sessions must be
 * those of {@code Server.openUnconverted}.
 */
final class StreamedDigest {
    private static final int LARGE = 4_096;
    private static final Set<String> LARGE_TYPES = Set.of("mediumtext", "longtext", "mediumblob", "longblob");
    private static final Set<String> SENT_AS_THEY_ARE = Set.of("float", "double", "bit", "text", "blob");
    /** Before the bits that tell a NULL. */
    private static final int HEAD = 1;
    /** The bit of the first column. */
    private static final int FIRST = 2;

    private final List<String> list = new ArrayList<>();
    /** Places of what is never NULL, unless the server could not make it. */
    private final List<Integer> made = new ArrayList<>();

    private final MessageDigest sha256;
    private final byte[] digest;
    private long high;
    private long low;
    private long rows;
    private boolean unreadable;

    StreamedDigest(Table table) {
        RowDigest.columns(table).forEach(this::add);
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        this.digest = new byte[sha256.getDigestLength()];
    }

    private void add(Column column) {
        String name = Quoting.identifier(column.name());
        String type = column.dataType();
        if (column.endsRow() || column.hidesCentury()) {
            make(RowDigest.column(column));
        } else if (SENT_AS_THEY_ARE.contains(type)
                || RowDigest.isNumber(type)
                || RowDigest.isTime(type)
                || RowDigest.isShort(type)) {
            list.add(name);
        } else if (LARGE_TYPES.contains(type)) {
            // The length in front tells a short value from the digest of a long one.
            String bytes = "CONCAT(LENGTH(" + name + "), ':', IF(LENGTH(" + name + ") > " + LARGE + ", SHA2(" + name
                    + ", 256), CAST(" + name + " AS BINARY)))";
            make(RowDigest.orNull(name, bytes));
        } else {
            make(RowDigest.column(column));
        }
    }

    private void make(String expression) {
        made.add(list.size());
        list.add(expression);
    }

    /** Whether equal rows of the two arrive as equal bytes. */
    static boolean fits(Table left, Table right) {
        return types(left).equals(types(right));
    }

    private static List<String> types(Table table) {
        return RowDigest.columns(table).stream()
                .map(column -> {
                    String type = column.dataType();
                    boolean bytes = RowDigest.isShort(type) || LARGE_TYPES.contains(type);
                    return !bytes ? column.columnType() : RowDigest.isShort(type) ? "short" : "large";
                })
                .toList();
    }

    /** @param source FROM and WHERE */
    ChunkDigest read(Session session, String source) {
        session.binaryRows(select(source), this::add);
        byte[] sum = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        return new ChunkDigest(rows, unreadable ? RowDigest.UNREADABLE : new BigDecimal(new BigInteger(1, sum)));
    }

    /** @param source FROM and WHERE */
    String select(String source) {
        return "SELECT " + String.join(", ", list) + source;
    }

    /** Whether the server could not make one of the row's values. */
    boolean unreadable(byte[] bytes, int offset) {
        for (int place : made) {
            int bit = place + FIRST;
            if ((bytes[offset + HEAD + bit / 8] >> bit % 8 & 1) == 1) {
                return true;
            }
        }
        return false;
    }

    private void add(byte[] bytes, int offset, int length) {
        rows++;
        unreadable |= unreadable(bytes, offset);
        sha256.update(bytes, offset, length);
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
        long part = ByteBuffer.wrap(digest).getLong();
        low += part;
        if (Long.compareUnsigned(low, part) < 0) {
            high++;
        }
    }
}
