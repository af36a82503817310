package dev.evenkeel.parity.rows;

import dev.evenkeel.mariadb.Session;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * One range read on both sides at once and compared byte for byte as it arrives, which takes a fraction of what hashing
 * does and proves more. It answers only that all rows are equal and came in the same order; where it does not, nothing is
 * known of the range yet. The sides run in a thread each, and the one that is ahead waits for the other.
 */
final class SideBySide {
    private static final int BLOCK = 1 << 16;
    private static final int BLOCKS = 8;

    private final Handover handover = new Handover(BLOCK, BLOCKS);
    private final StreamedDigest columns;
    private final String source;

    /** @param source FROM and WHERE, in the order of a key */
    SideBySide(StreamedDigest columns, String source) {
        this.columns = columns;
        this.source = source;
    }

    /** Neither side waits for the other any more. */
    void breakOff() {
        handover.breakOff();
    }

    /** The one side: how many rows it has, empty where they are not equal to the other's or one could not be made. */
    Function<Session, OptionalLong> first() {
        return session -> read(session, new Giver());
    }

    /** The other side. */
    Function<Session, OptionalLong> second() {
        return session -> read(session, new Taker());
    }

    private OptionalLong read(Session session, Reading reading) {
        try {
            if (handover.broken()) {
                // Read before over a connection that was lost: the other side is past that.
                return OptionalLong.empty();
            }
            session.binaryRows(columns.select(source), reading::row);
            return reading.ended() ? OptionalLong.of(reading.rows) : OptionalLong.empty();
        } finally {
            if (!reading.complete) {
                handover.breakOff();
            }
        }
    }

    /** What was not equal once is read to its end, and let go: the connection is needed for what comes next. */
    private abstract class Reading {
        private final byte[] head = new byte[Integer.BYTES];
        private long rows;
        private boolean complete;
        private boolean failed;

        final void row(byte[] bytes, int offset, int length) {
            rows++;
            if (!failed) {
                head[0] = (byte) (length >>> 24);
                head[1] = (byte) (length >>> 16);
                head[2] = (byte) (length >>> 8);
                head[3] = (byte) length;
                failed = columns.unreadable(bytes, offset)
                        || !pass(head, 0, head.length)
                        || !pass(bytes, offset, length);
                if (failed) {
                    handover.breakOff();
                }
            }
        }

        private boolean ended() {
            complete = !failed && end();
            return complete;
        }

        abstract boolean pass(byte[] bytes, int offset, int length);

        abstract boolean end();
    }

    /** Copies its rows into blocks for the other. */
    private final class Giver extends Reading {
        private byte[] block = new byte[BLOCK];
        private int filled;

        @Override
        boolean pass(byte[] bytes, int offset, int length) {
            int at = offset;
            int left = length;
            while (left > 0) {
                int part = Math.min(left, BLOCK - filled);
                System.arraycopy(bytes, at, block, filled, part);
                filled += part;
                at += part;
                left -= part;
                if (filled == BLOCK && !give()) {
                    return false;
                }
            }
            return true;
        }

        private boolean give() {
            block = handover.give(block, filled);
            filled = 0;
            return block.length > 0;
        }

        @Override
        boolean end() {
            return (filled == 0 || give()) && handover.end();
        }
    }

    /** Compares its rows with the blocks as they are. */
    private final class Taker extends Reading {
        private Handover.Block block = Handover.Block.NONE;
        private int at;

        @Override
        boolean pass(byte[] bytes, int offset, int length) {
            int from = offset;
            int left = length;
            while (left > 0) {
                if (at == block.length() && !take()) {
                    return false;
                }
                int part = Math.min(left, block.length() - at);
                if (!Arrays.equals(block.bytes(), at, at + part, bytes, from, from + part)) {
                    return false;
                }
                at += part;
                from += part;
                left -= part;
            }
            return true;
        }

        private boolean take() {
            block = handover.take(block);
            at = 0;
            return block.length() > 0;
        }

        @Override
        boolean end() {
            return at == block.length() && !take() && handover.ended();
        }
    }
}
