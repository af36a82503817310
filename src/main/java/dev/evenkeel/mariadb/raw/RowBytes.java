package dev.evenkeel.mariadb.raw;

/** Takes rows as they arrive. */
@FunctionalInterface
public interface RowBytes {
    /**
     * One row, as a server sends it for a prepared statement: a zero byte, one bit for each column that is NULL (the first
     * column's is the third bit), then the values in order, numbers and times in binary, everything else with its length.
     *
     * @param bytes valid during the call only
     * @see <a href="https://mariadb.com/kb/en/resultset-row/">Resultset row, binary protocol</a>
     */
    void row(byte[] bytes, int offset, int length);
}
