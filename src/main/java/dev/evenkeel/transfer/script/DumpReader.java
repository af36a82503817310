package dev.evenkeel.transfer.script;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts a dump into statements as the {@code mysql} client does, except that it never decodes a byte. What is between
 * statements (comments, empty statements, DELIMITER lines, the sandbox line) is passed over.
 */
public final class DumpReader extends SlidingBytes {
    /** The last line that a dump program writes, and only when it got that far. */
    public static final String COMPLETED = "-- Dump completed";

    /** Character sets whose second bytes may look like a quote or a backslash. */
    private static final Set<String> MULTI_BYTE = Set.of("big5", "cp932", "gb2312", "gbk", "sjis", "gb18030");
    /** The client's own limit for the argument of a command is shorter. */
    private static final int LONGEST_COMMAND = 4096;

    private final boolean commands;
    private Path file = Path.of("");
    private Optional<ClientCommand> command = Optional.empty();

    private byte[] delimiter = {';'};
    private Quotes quotes = Quotes.USUAL;
    private boolean multiByte;
    private boolean completed;
    private boolean delimited;
    private byte[] classes;
    private byte[] classesInParentheses;

    DumpReader(InputStream in) throws IOException {
        this(in, false);
    }

    /** @param commands whether the commands of the {@code mysql} client are looked for */
    DumpReader(InputStream in, boolean commands) throws IOException {
        super(in);
        this.commands = commands;
        delimiter(new String(delimiter, StandardCharsets.ISO_8859_1));
        if (have(3) && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            at = 3;
        }
    }

    /** The file that its statements are said to be of. */
    DumpReader of(Path path) {
        file = path;
        return this;
    }

    /** Reads on as another reader would: files that include one another share this. */
    DumpReader as(DumpReader other) {
        quotes = other.quotes;
        multiByte = other.multiByte;
        delimiter(other.delimiter());
        return this;
    }

    /** Reads a part of this one's file, its statements ended by semicolons. */
    DumpReader ofPart(DumpStatement part) throws IOException {
        DumpReader reader = new DumpReader(new ByteArrayInputStream(part.bytes())).of(part.file());
        reader.as(this);
        reader.delimiter(";");
        return reader;
    }

    String delimiter() {
        return new String(delimiter, StandardCharsets.ISO_8859_1);
    }

    /** What was read last is not a statement but this command, which somebody must follow. */
    Optional<ClientCommand> command() {
        return command;
    }

    /** Follows the session's sql_mode. */
    void quotes(Quotes meaning) {
        quotes = meaning;
    }

    /** Follows the session's character_set_client. */
    void charset(String name) {
        multiByte = MULTI_BYTE.contains(name.toLowerCase(Locale.ROOT));
    }

    /**
     * The first line is mysqldump's or that of our own supplement, which both end with a line of their own. To be asked
     * before anything is read.
     */
    boolean beginsLikeDump() throws IOException {
        have(400);
        String head = new String(buffer, at, Math.min(400, end - at), StandardCharsets.ISO_8859_1);
        return head.replaceFirst("^/\\*[^\\n]*\\n", "").matches("(?s)-- (MySQL|MariaDB|Evenkeel) dump .*");
    }

    /** The statement read last ended with its delimiter, not with the file. */
    boolean delimited() {
        return delimited;
    }

    /** Since the last statement a dump's last line was passed. */
    boolean sawCompleted() {
        return completed;
    }

    /** The statement that was read last in parts that a server takes, if it is nothing but rows. */
    List<DumpStatement> parts(DumpStatement statement, long maximumBytes) {
        return RowParts.split(statement, multiByte, maximumBytes);
    }

    /** The next statement, or null at the end. */
    DumpStatement next() throws IOException {
        while (skipToStatement()) {
            if (command.isPresent()) {
                completed = false;
                delimited = true;
                return statement(at, lineOfStart(), false, false, 0, -1);
            }
            DumpStatement statement = read();
            if (statement.bytes().length > 0) {
                return statement;
            }
        }
        return null;
    }

    /** Moves to the first byte of a statement; false at the end of the file. */
    private boolean skipToStatement() throws IOException {
        command = Optional.empty();
        while (true) {
            start = at;
            if (!have(1)) {
                return false;
            }
            byte b = buffer[at];
            if (ByteClass.isSpace(b)) {
                at++;
            } else if (lineComment()) {
                completed |= startsWith(COMPLETED);
                skipLine();
            } else if (b == '/' && plainComment()) {
                skipBlockComment();
            } else if (isDelimiter()) {
                at += delimiter.length;
            } else if (isDelimiterCommand()) {
                readDelimiter();
            } else if (!commands || !takeCommand()) {
                return true;
            } else if (command.isPresent()) {
                return true;
            }
        }
    }

    private DumpStatement read() throws IOException {
        start = at;
        completed = false;
        delimited = false;
        long first = lineOfStart();
        int depth = 0;
        boolean nested = false;
        boolean variable = false;
        int openings = 0;
        int lastWord = -1;
        byte[] table = classes;
        while (true) {
            if (at >= end && !fill()) {
                return statement(at, first, nested, variable, openings, lastWord);
            }
            byte b = buffer[at];
            switch (table[b & 0xFF]) {
                case ByteClass.PLAIN -> at++;
                case ByteClass.QUOTE -> {
                    at++;
                    skipQuoted(b);
                }
                case ByteClass.OPEN -> {
                    at++;
                    depth++;
                    table = classesInParentheses;
                    if (depth > 1) {
                        nested = true;
                    } else if (!have(1) || !ByteClass.beginsNumber(buffer[at])) {
                        openings++;
                    }
                }
                case ByteClass.CLOSE -> {
                    at++;
                    depth = Math.max(0, depth - 1);
                    table = depth == 0 ? classes : classesInParentheses;
                }
                case ByteClass.AT -> {
                    at++;
                    variable = true;
                }
                case ByteClass.LETTER -> {
                    if (commands
                            && (b | 0x20) == 'd'
                            && buffer[Math.max(start, at - 1)] == '\n'
                            && isDelimiterCommand()) {
                        // The client sends what it has before it takes another delimiter.
                        delimited = true;
                        return statement(at, first, nested, variable, openings, lastWord);
                    }
                    lastWord = at - start;
                    at++;
                }
                case ByteClass.BACKSLASH -> {
                    char sign = have(2) ? (char) buffer[at + 1] : ' ';
                    if (sign == 'g' || sign == 'G') {
                        int to = at;
                        at += 2;
                        delimited = true;
                        return statement(to, first, nested, variable, openings, lastWord);
                    } else if (sign == 'c') {
                        // "Clear": the client forgets what it has read of the statement.
                        at += 2;
                        start = at;
                        return statement(at, first, nested, variable, openings, lastWord);
                    }
                    at++;
                }
                case ByteClass.COMMENT -> {
                    if (lineComment()) {
                        skipLine();
                    } else if (b == '/' && plainComment()) {
                        skipBlockComment();
                    } else if (isDelimiter()) {
                        return finish(first, nested, variable, openings, lastWord);
                    } else {
                        at++;
                    }
                }
                default -> {
                    if (isDelimiter()) {
                        return finish(first, nested, variable, openings, lastWord);
                    }
                    // The delimiter's first byte may be one of the others.
                    if (ByteClass.isLetter(b) && depth == 0) {
                        lastWord = at - start;
                    }
                    at++;
                }
            }
        }
    }

    private DumpStatement finish(long first, boolean nested, boolean variable, int openings, int lastWord) {
        int to = at;
        at += delimiter.length;
        delimited = true;
        return statement(to, first, nested, variable, openings, lastWord);
    }

    private DumpStatement statement(int to, long first, boolean nested, boolean variable, int openings, int lastWord) {
        int last = to;
        while (last > start && ByteClass.isSpace(buffer[last - 1])) {
            last--;
        }
        return new DumpStatement(
                Arrays.copyOfRange(buffer, start, last), quotes, file, first, nested, variable, openings, lastWord);
    }

    /** Moves past the closing quote; a doubled quote is two strings to us, which ends at the same place. */
    private void skipQuoted(byte quote) throws IOException {
        boolean escapes = quotes.escapesWithin(quote);
        while (at < end || fill()) {
            byte[] bytes = buffer;
            int i = at;
            int to = end;
            while (i < to) {
                byte b = bytes[i];
                if (b == quote || (b == '\\' && escapes) || (b < 0 && multiByte)) {
                    break;
                }
                i++;
            }
            at = i;
            if (i < to) {
                if (bytes[i] == quote) {
                    at++;
                    return;
                }
                have(2);
                at = Math.min(end, at + 2);
            }
        }
    }

    private boolean isDelimiter() throws IOException {
        if (buffer[at] != delimiter[0] || !have(delimiter.length)) {
            return false;
        }
        return Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length);
    }

    private boolean isDelimiterCommand() throws IOException {
        if ((buffer[at] | 0x20) != 'd' || !have(10)) {
            return false;
        }
        String word = new String(buffer, at, 9, StandardCharsets.ISO_8859_1);
        return word.equalsIgnoreCase("delimiter") && (buffer[at + 9] == ' ' || buffer[at + 9] == '\t');
    }

    private void readDelimiter() throws IOException {
        skipLine();
        // The buffer may have moved, the command always begins at start.
        String text = new String(buffer, start, at - start, StandardCharsets.ISO_8859_1);
        String argument = ClientCommand.argument(text.strip().substring("delimiter".length()));
        if (!argument.isEmpty()) {
            delimiter(argument);
        }
    }

    private void delimiter(String text) {
        delimiter = text.getBytes(StandardCharsets.ISO_8859_1);
        classes = ByteClass.table(delimiter, false, commands);
        classesInParentheses = ByteClass.table(delimiter, true, commands);
    }

    /** Passes over a command of the client, if one is here; one that somebody must follow is kept. */
    private boolean takeCommand() throws IOException {
        if (!ClientCommand.mayBegin(restOfLine(ClientCommand.LONGEST_WORD))) {
            return false;
        }
        Optional<ClientCommand> found = ClientCommand.of(restOfLine(LONGEST_COMMAND), delimiter());
        if (found.isEmpty()) {
            return false;
        }
        have(LONGEST_COMMAND);
        at += found.get().bytes();
        if (found.get().kind() == ClientCommand.Kind.DELIMITER) {
            delimiter(found.get().argument());
        } else if (found.get().kind() != ClientCommand.Kind.DISPLAY) {
            command = found;
        }
        return true;
    }
}
