package dev.evenkeel.parity;

/**
 * How many bytes a live proof may keep of what binlogs show, whatever the size of the keys.
 *
 * @param keys changed and not proved, of all tables
 * @param recent what changed lately, in order
 * @param origins transactions that the target has not written yet
 * @param strangers keys that others wrote on the target
 */
public record Memory(long keys, long recent, long origins, long strangers) {
    private static final long MEBI = 1 << 20;
    /** With the 320 MiB that the launcher gives, 53, 24, 12 and 16 MiB. */
    private static final long MOST = 8_192 * MEBI;

    public static Memory ofThisProgram() {
        long heap = Math.min(MOST, Runtime.getRuntime().maxMemory());
        return new Memory(heap / 6, heap / 13, heap / 26, heap / 20);
    }
}
