package dev.evenkeel.replication.feed;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.replication.wire.EventBytes;
import dev.evenkeel.replication.wire.EventBytes.Undecodable;
import dev.evenkeel.replication.wire.KeyColumn;
import dev.evenkeel.replication.wire.ServerLogin;
import dev.evenkeel.replication.wire.WireColumn;
import dev.evenkeel.replication.wire.WireTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rows that are too large to be held, told in pieces. Each piece is a rows event of its own that lacks the large values, as
 * if the server had not sent these columns; no key has a value that long.
 */
final class LargeRows {
    /** Longer than any key of any engine, which is 3,072 bytes at most. */
    private static final int KEPT = 4_096;

    private static final int PIECE = 1 << 20;
    /** Every value that is not kept apart, its length included, and every bitmap. */
    private static final int MOST_AT_ONCE = 1 << 16 | 1 << 10;
    /** Types whose values may be longer: compressed BLOB, JSON, all kinds of BLOB, GEOMETRY. */
    private static final Set<Integer> UNLIMITED = Set.of(140, 245, 249, 250, 251, WireColumn.BLOB, WireColumn.GEOMETRY);

    private final InputStream in;
    private final WireTable wire;
    private final Table table;
    private final boolean pairs;
    private final Consumer<byte[]> pieces;

    private final byte[] window = new byte[1 << 18];
    private int from;
    private int to;

    private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
    private boolean[] keptBefore = new boolean[0];
    private boolean[] keptAfter = new boolean[0];

    /**
     * @param in the event's body after the number of its table and its flags
     * @param pairs whether each row is reported as it was and as it is
     * @param pieces takes rows events of the first kind, without what only the second kind has
     */
    LargeRows(InputStream in, WireTable wire, Table table, boolean pairs, Consumer<byte[]> pieces) {
        this.in = in;
        this.wire = wire;
        this.table = table;
        this.pairs = pairs;
        this.pieces = pieces;
    }

    /** A row and which of its columns are in it. */
    private record Image(boolean[] kept, byte[] bytes) {}

    /** @param second whether more about the event is before its columns */
    void read(boolean second) throws IOException {
        if (second) {
            pass((int) ahead().little(2));
        }
        EventBytes head = ahead();
        int before = head.left();
        int columns = (int) head.packed();
        if (columns != wire.columns().size()) {
            throw new Undecodable("the rows have " + columns + " columns");
        }
        boolean[] sent = head.bits(columns);
        boolean[] sentAfter = pairs ? head.bits(columns) : sent;
        from += before - head.left();
        while (ahead().left() > 0) {
            Image row = image(sent);
            add(row, pairs ? image(sentAfter) : row);
        }
        flush();
    }

    private void add(Image row, Image after) {
        boolean fits = Arrays.equals(row.kept(), keptBefore) && Arrays.equals(after.kept(), keptAfter);
        if (!fits || rows.size() > PIECE) {
            flush();
            keptBefore = row.kept();
            keptAfter = after.kept();
        }
        rows.writeBytes(row.bytes());
        if (pairs) {
            rows.writeBytes(after.bytes());
        }
    }

    private void flush() {
        if (rows.size() == 0) {
            return;
        }
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        ServerLogin.little(event, wire.id(), 6);
        ServerLogin.little(event, 0, 2);
        event.write(252);
        ServerLogin.little(event, keptBefore.length, 2);
        event.writeBytes(bits(keptBefore));
        if (pairs) {
            event.writeBytes(bits(keptAfter));
        }
        event.writeBytes(rows.toByteArray());
        rows.reset();
        pieces.accept(event.toByteArray());
    }

    private Image image(boolean[] sent) throws IOException {
        int count = 0;
        for (boolean column : sent) {
            count += column ? 1 : 0;
        }
        boolean[] nulls = ahead().bits(count);
        from += (count + 7) / 8;
        boolean[] kept = sent.clone();
        boolean[] keptNulls = new boolean[count];
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        int place = 0;
        int keptPlace = 0;
        for (int i = 0; i < sent.length; i++) {
            if (sent[i]) {
                boolean isNull = nulls[place++];
                kept[i] = isNull || value(i, values);
                if (kept[i]) {
                    keptNulls[keptPlace++] = isNull;
                }
            }
        }
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        row.writeBytes(bits(Arrays.copyOf(keptNulls, keptPlace)));
        row.writeBytes(values.toByteArray());
        return new Image(kept, row.toByteArray());
    }

    /** Keeps a value, or answers that it is too long. */
    private boolean value(int place, ByteArrayOutputStream values) throws IOException {
        WireColumn column = wire.columns().get(place);
        EventBytes ahead = ahead();
        if (UNLIMITED.contains(column.type())) {
            long length = ahead.little(column.meta());
            if (length > KEPT) {
                pass(column.meta() + length);
                return false;
            }
            ahead = ahead();
        }
        int before = ahead.left();
        // A hidden column of a unique index over long values is a number.
        boolean hidden = place >= table.columns().size();
        column.value(ahead, hidden ? 0 : KeyColumn.fraction(table.columns().get(place)));
        int length = before - ahead.left();
        values.write(window, from, length);
        from += length;
        return true;
    }

    /** What comes next, at least as much of it as anything has that is read in one piece. */
    private EventBytes ahead() throws IOException {
        if (to - from < MOST_AT_ONCE) {
            System.arraycopy(window, from, window, 0, to - from);
            to -= from;
            from = 0;
            to += in.readNBytes(window, to, window.length - to);
        }
        return new EventBytes(window).skip(from).slice(to - from);
    }

    private void pass(long length) throws IOException {
        long held = Math.min(length, to - from);
        from += (int) held;
        long left = length - held;
        while (left > 0) {
            from = 0;
            to = in.readNBytes(window, 0, (int) Math.min(left, window.length));
            if (to == 0) {
                throw new Undecodable("the event ends " + left + " bytes too early");
            }
            left -= to;
            from = to;
        }
    }

    private static byte[] bits(boolean[] set) {
        byte[] map = new byte[(set.length + 7) / 8];
        for (int i = 0; i < set.length; i++) {
            map[i / 8] |= (byte) (set[i] ? 1 << i % 8 : 0);
        }
        return map;
    }
}
