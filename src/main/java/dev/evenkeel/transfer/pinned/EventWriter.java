package dev.evenkeel.transfer.pinned;

import dev.evenkeel.catalog.Event;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.TransferFailed;
import dev.evenkeel.transfer.script.ByteWords;
import dev.evenkeel.transfer.script.SettledStatement;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Words statements about an event, in its character sets and among the settings that the server keeps beside it. */
final class EventWriter {
    /** Of its header's end: it is after ON COMPLETION … PRESERVE, which is always written. */
    private static final byte[] WAITING = "DISABLE ON SLAVE".getBytes(StandardCharsets.US_ASCII);

    private EventWriter() {}

    /** With DISABLE ON SLAVE for ENABLE in the header, as a replica holds it. */
    static byte[] waiting(byte[] sql) {
        ByteWords words = new ByteWords(sql);
        boolean completion = false;
        while (words.next()) {
            if (words.is("COMPLETION")) {
                completion = true;
            } else if (completion && words.is("PRESERVE") && words.take("ENABLE")) {
                return words.replaced(words.from(), words.to(), WAITING);
            } else if (words.is("DO")) {
                return sql;
            }
        }
        return sql;
    }

    /**
     * The statement in the character set of its body throughout. The server answers the body as it was written, and name
     * and comment before it in UTF-8.
     */
    static byte[] inOneCharset(Session session, Event event) {
        byte[] sql = event.createStatement();
        int body = bodyAt(sql);
        return new ByteWords(sql).replaced(0, body, encoded(session, Arrays.copyOf(sql, body), event));
    }

    /** What is UTF-8, in the character set of the event. */
    static byte[] encoded(Session session, byte[] utf8, Event event) {
        boolean ascii = IntStream.range(0, utf8.length).allMatch(i -> utf8[i] >= 0);
        if (ascii || event.clientCharset().startsWith("utf8")) {
            return utf8;
        }
        String converted = "CONVERT(_utf8mb4 " + Quoting.bytes(utf8) + " USING " + event.clientCharset() + ")";
        byte[] bytes = bytes(session, converted);
        if (!Arrays.equals(utf8, bytes(session, "CONVERT(" + converted + " USING utf8mb4)"))) {
            throw new TransferFailed("its name or comment cannot be written in " + event.clientCharset()
                    + ", the character set of its body; create it there by hand");
        }
        return bytes;
    }

    private static byte[] bytes(Session session, String expression) {
        return session.first("SELECT CAST(" + expression + " AS BINARY)", row -> row.bytes(1))
                .orElseThrow();
    }

    static String account(String definer) {
        int at = definer.lastIndexOf('@');
        return Quoting.account(definer.substring(0, at), definer.substring(at + 1));
    }

    private static int bodyAt(byte[] sql) {
        ByteWords words = new ByteWords(sql);
        while (words.next()) {
            if (words.is("DO")) {
                return words.from();
            }
        }
        return sql.length;
    }

    /** Under the settings that the server keeps beside the event. */
    static SettledStatement settled(Session to, Event event, byte[] sql) {
        return new SettledStatement(
                to,
                Optional.of(event.schema()),
                event.databaseCollation(),
                new SettledStatement.Settings(
                        event.sqlMode(),
                        Optional.of(event.timeZone()),
                        event.clientCharset(),
                        event.connectionCollation()),
                sql);
    }
}
