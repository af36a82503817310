package dev.evenkeel.replication.wire;

import dev.evenkeel.replication.wire.EventBytes.Undecodable;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What MariaDB writes with log_bin_compress: the events of before, with the statement or the rows in zlib's form. In front
 * is a byte with the algorithm and the length of the length, then the length, highest byte first.
 */
public final class Compressed {
    private static final int QUERY = 165;
    private static final int WRITE_V1 = 166;
    private static final int WRITE_V2 = 169;
    private static final int LAST = 171;
    /** Above, it costs less to read the table again than to hold it. */
    private static final int MOST = 8 << 20;

    private Compressed() {}

    public static boolean is(int type) {
        return type >= QUERY && type <= LAST;
    }

    /** The type of the same event uncompressed. */
    public static int plain(int type) {
        if (!is(type)) {
            return type;
        }
        return type == QUERY
                ? EventTypes.QUERY
                : type < WRITE_V2 ? EventTypes.WRITE_V1 + type - WRITE_V1 : EventTypes.WRITE_V2 + type - WRITE_V2;
    }

    /** The rest of an event as it was before it was compressed. */
    public static EventBytes inflated(EventBytes event) {
        int first = event.one();
        int lengthBytes = first & 7;
        if ((first & 0xf0) != 0x80 || lengthBytes < 1 || lengthBytes > 4) {
            throw new Undecodable("it is compressed in an unknown way");
        }
        long length = event.big(lengthBytes);
        if (length > MOST) {
            throw new Undecodable("its event holds " + length + " bytes when it is decompressed");
        }
        byte[] plain = new byte[(int) length];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(event.rest());
            int done = 0;
            while (done < plain.length && !inflater.finished()) {
                int more = inflater.inflate(plain, done, plain.length - done);
                if (more == 0) {
                    break;
                }
                done += more;
            }
            // The end is known only when more is asked for.
            boolean whole = done == plain.length && inflater.inflate(new byte[1]) == 0 && inflater.finished();
            if (!whole) {
                throw new Undecodable("it is not as long as it says when it is decompressed");
            }
        } catch (DataFormatException e) {
            throw new Undecodable("it cannot be decompressed: " + e.getMessage());
        } finally {
            inflater.end();
        }
        return new EventBytes(plain);
    }
}
