package dev.evenkeel.replication.binlog;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.wire.BinlogConnection;
import dev.evenkeel.replication.wire.BinlogEvent;
import dev.evenkeel.replication.wire.ServerLogin;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What tells a binlog file from any other that has its name, as after RESET MASTER or on a restored server. It stays the
 * same while the file grows and when it is closed.
 *
 * @param digest of the file's first events, byte for byte
 */
public record BinlogIdentity(String file, String digest) {
    private static final String NO_SUCH_FILE = "1236 Could not find first log file name";
    private static final int START = 4;
    private static final int START_ENCRYPTION = 164;
    private static final int MOST = 1 << 16;

    /**
     * By what is before a file's first transaction: when it was begun, by which server, and after which transactions.
     * Two files that were begun within the same second after the same transactions have the same; better is
     * {@link #of(Server, BinlogPosition)}.
     *
     * @return empty when the server has no such file
     * @throws NotPossible when the server cannot be asked
     */
    public static Optional<BinlogIdentity> of(Server server, String file) {
        return read(server, file, START);
    }

    /**
     * By the file's first events, as many as end at or before a position, and 64 KiB of them at most. To be compared with
     * what was found for the same position earlier; a file that ends before it has another identity.
     *
     * @return empty when the server has no such file
     * @throws NotPossible when the server cannot be asked
     */
    public static Optional<BinlogIdentity> of(Server server, BinlogPosition known) {
        return read(server, known.file(), known.offset());
    }

    private static Optional<BinlogIdentity> read(Server server, String file, long upTo) {
        try (BinlogConnection connection = new BinlogConnection(server)) {
            connection.open();
            connection.dump(new BinlogPosition(file, START), BinlogConnection.AtTheEnd.STOP);
            return Optional.of(new BinlogIdentity(file, digest(connection, upTo)));
        } catch (ServerLogin.Refused e) {
            if (e.getMessage().startsWith(NO_SUCH_FILE)) {
                return Optional.empty();
            }
            throw notPossible(server, file, e);
        } catch (IOException e) {
            throw notPossible(server, file, e);
        }
    }

    private static NotPossible notPossible(Server server, String file, IOException e) {
        return new NotPossible("the beginning of " + file + " of the " + server.name() + " (" + server.endpoint()
                + ") could not be read: " + e.getMessage());
    }

    private static String digest(BinlogConnection connection, long upTo) throws IOException {
        MessageDigest digest = sha256();
        long read = START;
        boolean begun = false;
        while (read < MOST) {
            Optional<BinlogEvent> next = connection.next();
            boolean over = next.isEmpty() || begun && !belongs(next.get(), upTo);
            if (over) {
                break;
            }
            BinlogEvent event = next.get();
            // What comes before the first event only names the file.
            begun = event.type() == BinlogEvent.FORMAT || begun;
            if (begun) {
                digest.update(event.unmarkedHead());
                digest.update(event.start(MOST));
                read += event.header().length();
            }
            event.finish();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static boolean belongs(BinlogEvent event, long upTo) {
        return event.type() == BinlogEvent.GTID_LIST
                || event.type() == START_ENCRYPTION
                // Another file follows.
                || event.type() != BinlogEvent.ROTATE && event.header().nextPosition() <= upTo;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
