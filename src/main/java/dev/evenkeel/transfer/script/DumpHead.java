package dev.evenkeel.transfer.script;

import dev.evenkeel.journal.Progress;
import dev.evenkeel.transfer.SystemSchemas;
import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the beginning of a user's file tells of it.
 *
 * @param database that its header says it was dumped from
 * @param charset of the first table that names one
 * @param collation beside it
 */
public record DumpHead(Optional<String> database, Optional<String> charset, Optional<String> collation) {
    private static final int LOOKED_AT = 256 * 1024;
    private static final int COMMENTS_LOOKED_AT = 4 * 1024;

    /** As mysqldump, phpMyAdmin and Sequel, and Navicat write it. */
    private static final List<Pattern> DATABASE = List.of(
            Pattern.compile("(?m)^-- Host: .*?\\s{2,}Database: (.+?)\\s*$"),
            Pattern.compile("(?m)^(?:--|#) [\\p{L} ]{2,30}:\\s*`(.+?)`\\s*$"),
            Pattern.compile("(?m)^(?:--|#) Database: (\\S+)(?: \\(Generation.*\\))?\\s*$"),
            Pattern.compile("(?m)^\\s*Source (?:Schema|Database)\\s*: (\\S+)\\s*$"));

    /** Where the header is over. */
    private static final Pattern CONTENT =
            Pattern.compile("(?im)^\\s*(CREATE|INSERT|DROP|REPLACE|ALTER|USE|LOCK|DELETE|UPDATE)\\b");

    private static final Pattern CHARSET =
            Pattern.compile("(?i)\\b(?:CHARSET\\s*=\\s*|DEFAULT\\s+CHARACTER\\s+SET\\s*=?\\s*)(\\w+)"
                    + "(?:\\s+COLLATE\\s*=?\\s*(\\w+))?");

    private static final Map<String, String> OTHER_KINDS = Map.of(
            "<", "a page of HTML or XML, as a download that failed leaves it",
            "PK\u0003\u0004", "a zip archive; unpack it",
            "7z\u00bc\u00af", "a 7-Zip archive; unpack it",
            "\u0004\"M\u0018", "packed by lz4; unpack it",
            "Rar!", "a RAR archive; unpack it",
            "PGDMP", "a dump of PostgreSQL",
            "SQLite format 3", "a database of SQLite",
            "\u00febin", "a binlog; mysqlbinlog makes SQL of it",
            "XBSTCK01", "a backup of mariabackup or xtrabackup, which are the server's own files; dump with mysqldump");

    /** Why a file cannot be loaded, as far as its beginning shows. */
    public static Optional<String> problem(Path file) {
        try (InputStream in = DumpFile.open(file, Progress.NONE)) {
            byte[] begin = in.readNBytes(512);
            Optional<String> kind = otherKind(begin);
            if (kind.isPresent()) {
                return Optional.of("the dump " + file + " is " + kind.get() + "; needed is SQL text");
            }
        } catch (IOException e) {
            return Optional.of(DumpFile.unreadable(file, e).getMessage());
        } catch (TransferFailed e) {
            return Optional.of(e.getMessage());
        }
        try (DumpReader reader = new DumpReader(DumpFile.open(file, Progress.NONE), true)) {
            return reader.next() == null && reader.command().isEmpty()
                    ? Optional.of("the dump " + file + " holds no statement; dump again, or leave it out")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(DumpFile.unreadable(file, e).getMessage());
        }
    }

    public static DumpHead of(Path file) {
        try (InputStream in = DumpFile.open(file, Progress.NONE)) {
            return of(new String(in.readNBytes(LOOKED_AT), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw DumpFile.unreadable(file, e);
        }
    }

    public static DumpHead of(String begin) {
        Matcher content = CONTENT.matcher(begin);
        String comments =
                begin.substring(0, Math.min(content.find() ? content.start() : begin.length(), COMMENTS_LOOKED_AT));
        Optional<String> database = DATABASE.stream()
                .map(pattern -> pattern.matcher(comments))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .filter(name -> !SystemSchemas.contains(name));
        Matcher charset = CHARSET.matcher(begin);
        return charset.find()
                ? new DumpHead(database, Optional.of(charset.group(1)), Optional.ofNullable(charset.group(2)))
                : new DumpHead(database, Optional.empty(), Optional.empty());
    }

    private static Optional<String> otherKind(byte[] begin) {
        String text = new String(begin, StandardCharsets.ISO_8859_1);
        Optional<String> known = OTHER_KINDS.entrySet().stream()
                .filter(kind -> text.startsWith(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (known.isPresent()) {
            return known;
        }
        if (text.startsWith("ustar", 257)) {
            return Optional.of("a tar archive; unpack it");
        }
        return text.indexOf('\0') >= 0
                ? Optional.of("not text: there is a zero byte near its beginning")
                : Optional.empty();
    }
}
