package dev.evenkeel.mariadb;

import java.util.Comparator;
import java.util.Objects;

/** A place in one server's binlog: a file of the sequence and the offset of the next event in it, in bytes. */
public record BinlogPosition(String file, long offset) implements Comparable<BinlogPosition> {
    private static final Comparator<BinlogPosition> ORDER =
            Comparator.comparingLong(BinlogPosition::fileNumber).thenComparingLong(BinlogPosition::offset);

    public BinlogPosition {
        Objects.requireNonNull(file, "file");
        if (!file.matches(".+\\.\\d+")) {
            throw new IllegalArgumentException(
                    "'" + file + "' is not a binlog file such as mysql-bin-changelog.000001");
        }
        if (offset < 0) {
            throw new IllegalArgumentException("binlog offset " + offset + " is negative");
        }
    }

    /** The file's number in its sequence; past 999999 the name grows a digit, so texts do not compare. */
    private long fileNumber() {
        return Long.parseLong(file.substring(file.lastIndexOf('.') + 1));
    }

    /** @throws IllegalArgumentException when the two are of different sequences, for one of different servers */
    @Override
    public int compareTo(BinlogPosition other) {
        if (!basename().equals(other.basename())) {
            throw new IllegalArgumentException(this + " and " + other + " are of different binlogs");
        }
        return ORDER.compare(this, other);
    }

    public boolean reached(BinlogPosition goal) {
        return compareTo(goal) >= 0;
    }

    private String basename() {
        return file.substring(0, file.lastIndexOf('.'));
    }

    @Override
    public String toString() {
        return file + ":" + offset;
    }
}
