package dev.evenkeel.transfer.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several statements that a script gives its server at once: under another delimiter than the semicolon, the client sends
 * all that is before the next one, and the server takes it apart. Here they are taken apart, so that each is known.
 */
final class SeveralStatements {
    private SeveralStatements() {}

    /** The statements in their order; the one that was given, untouched, where it is one. */
    static List<DumpStatement> of(DumpStatement given, DumpReader reader) throws IOException {
        if (reader.delimiter().equals(";") || !holds(given.bytes(), (byte) ';')) {
            return List.of(given);
        }
        List<DumpStatement> statements = new ArrayList<>();
        DumpStatement first = null;
        RoutineBody body = new RoutineBody();
        boolean routine = false;
        int from = 0;
        int to = 0;
        try (DumpReader pieces = reader.ofPart(given)) {
            for (DumpStatement piece = pieces.next(); piece != null; piece = pieces.next()) {
                if (first == null) {
                    first = piece;
                    from = (int) pieces.bytesBeforeStart();
                    body = new RoutineBody();
                    routine = RoutineBody.begins(piece);
                }
                to = (int) pieces.bytesRead();
                if (routine) {
                    body.read(piece);
                }
                byte[] whole = Arrays.copyOfRange(given.bytes(), from, to);
                if (body.ended() && !insideComment(whole)) {
                    statements.add(one(given, first, routine ? trimmed(whole) : piece.bytes()));
                    first = null;
                }
            }
        }
        if (first != null) {
            statements.add(one(given, first, Arrays.copyOfRange(given.bytes(), from, given.bytes().length)));
        }
        return statements.size() == 1 && routine ? List.of(given) : statements;
    }

    private static DumpStatement one(DumpStatement given, DumpStatement first, byte[] bytes) {
        return first.with(bytes).onLine(given.line() + first.line() - 1);
    }

    /** Without the semicolon. */
    private static byte[] trimmed(byte[] statement) {
        int to = statement.length;
        while (to > 0 && (statement[to - 1] == ';' || ByteClass.isSpace(statement[to - 1]))) {
            to--;
        }
        return Arrays.copyOf(statement, to);
    }

    /** An executable comment is open at the end. */
    private static boolean insideComment(byte[] statement) {
        if (!holds(statement, (byte) '!')) {
            return false;
        }
        String text = new String(statement, StandardCharsets.ISO_8859_1);
        return count(text, "/*!") + count(text, "/*M!") > count(text, "*/");
    }

    private static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }

    private static boolean holds(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }
}
