package dev.evenkeel.transfer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Statements that were sent over one connection, with the settings that they were sent under, and no rows: as a script that
 * the {@code mysql} client runs again. They are kept byte for byte, for the server keeps the texts of views, routines,
 * triggers and events as they come. Safe for several threads.
 */
public final class SentScript {
    private static final String HEAD = """
            -- Statements that evenkeel sent, without rows; what was a password is ***.
            -- To be given to a client that passes on what it reads as it is, and follows no commands that are hidden in it:
            --   mysql --comments --binary-mode --default-character-set=utf8mb4 < this file
            """;

    private final List<byte[]> statements = new ArrayList<>();
    private final List<byte[]> afterwards = new ArrayList<>();
    private final boolean kept;
    private boolean changes;

    private SentScript(boolean kept) {
        this.kept = kept;
    }

    public SentScript() {
        this(true);
    }

    /** One that forgets what it receives, however much that is. */
    public static SentScript unkept() {
        return new SentScript(false);
    }

    /** A statement that creates, alters or drops something. */
    public synchronized void add(byte[] statement) {
        setting(statement);
        changes |= kept;
    }

    /** A statement that changes nothing but its session. */
    public synchronized void setting(byte[] statement) {
        if (kept) {
            statements.add(statement);
        }
    }

    public void setting(String statement) {
        setting(utf8(statement));
    }

    /** A statement that went over another connection, in UTF-8, and leads to the same when it runs at the end. */
    public synchronized void afterwards(byte[] statement) {
        if (!kept) {
            return;
        }
        if (afterwards.isEmpty()) {
            afterwards.add(utf8("SET NAMES utf8mb4"));
            afterwards.add(utf8("SET SESSION foreign_key_checks = 0"));
        }
        afterwards.add(statement);
        changes = true;
    }

    /** Nothing but settings, or not even these. */
    public synchronized boolean isEmpty() {
        return !changes;
    }

    /** The statements one by one as texts, where all of them are ASCII and so mean the same to any client. */
    public synchronized List<String> plain() {
        List<String> texts = new ArrayList<>();
        for (byte[] statement : all()) {
            for (byte one : statement) {
                if (one < 0) {
                    return List.of();
                }
            }
            texts.add(new String(statement, StandardCharsets.US_ASCII));
        }
        return texts;
    }

    /** @param redact takes out of a text what nobody may read */
    public synchronized byte[] bytes(UnaryOperator<String> redact) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(utf8(HEAD));
        for (byte[] statement : all()) {
            write(redacted(statement, redact), out);
        }
        return out.toByteArray();
    }

    private List<byte[]> all() {
        List<byte[]> all = new ArrayList<>(statements);
        all.addAll(afterwards);
        return all;
    }

    /** What could hold a delimiter, or end in a comment that swallows one, gets a delimiter that is not in it. */
    private static void write(byte[] statement, ByteArrayOutputStream out) {
        String text = latin1(statement);
        boolean simple = !text.contains(";") && !text.contains("--") && !text.contains("#");
        if (simple) {
            out.writeBytes(statement);
            out.writeBytes(utf8(";\n"));
            return;
        }
        String delimiter = "$$";
        for (int i = 1; text.contains(delimiter); i++) {
            delimiter = "$" + i + "$";
        }
        out.writeBytes(utf8("DELIMITER " + delimiter + "\n"));
        out.writeBytes(statement);
        out.writeBytes(utf8("\n" + delimiter + "\nDELIMITER ;\n"));
    }

    /** A secret is known as a text; bytes that are not UTF-8 are looked through byte by byte. */
    private static byte[] redacted(byte[] statement, UnaryOperator<String> redact) {
        String text;
        boolean utf8 = true;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(statement))
                    .toString();
        } catch (CharacterCodingException e) {
            text = latin1(statement);
            utf8 = false;
        }
        String clean = redact.apply(text);
        return clean.equals(text)
                ? statement
                : clean.getBytes(utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    private static String latin1(byte[] statement) {
        return new String(statement, StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
